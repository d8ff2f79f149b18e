package interlock.engine;

import interlock.engine.sandbox.Gauge;
import interlock.engine.sandbox.Turnstile;
import java.util.function.UnaryOperator;
import org.kie.api.runtime.KieSession;

/** Ends a look at conditions, in which nothing fires, where the budget is used up, and says whose conditions they are. */
final class Lookout {
    private Lookout() {}

    /** @param clause how the clause is called whose conditions a rule holds; empty if it is not known */
    static void over(KieSession session, Gauge gauge, UnaryOperator<String> clause) {
        Turnstile.guard(
                session,
                t -> gauge.stopped().ifPresent(why -> {
                    throw LimitReached.ofBudget(why + " in looking at the conditions of "
                            + t.join().rules().stream()
                                    .map(clause)
                                    .filter(c -> !c.isEmpty())
                                    .findFirst()
                                    .orElse("a clause")
                            + ", joining `" + t.join().kind() + "`");
                }));
    }

    /** How a clause is called in what is said to people. */
    static String clause(String policy, String clause) {
        return "the clause `" + clause + "` of " + policy;
    }
}
