package interlock.engine;

import interlock.engine.sandbox.Gauge;
import interlock.engine.sandbox.Turnstile;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.kie.api.runtime.KieSession;

/** Ends a look at conditions, in which nothing fires, where the budget is used up, and says whose conditions they are. */
final class Lookout {
    private Lookout() {}

    /**
     * @param most the most partial matches and facts that may come to a join, over all joins
     * @param clause how the clause is called whose conditions a rule holds; empty if it is not known
     */
    static void over(KieSession session, Gauge gauge, long most, UnaryOperator<String> clause) {
        AtomicLong passed = new AtomicLong();
        Turnstile.guard(session, t -> {
            gauge.stopped().ifPresent(why -> {
                throw LimitReached.ofBudget(why + at(t, clause));
            });
            if (passed.incrementAndGet() > most) {
                throw new LimitReached("the limit of " + most + " looks was reached" + at(t, clause));
            }
        });
    }

    private static String at(Turnstile turnstile, UnaryOperator<String> clause) {
        return " in looking at the conditions of "
                + turnstile.join().rules().stream()
                        .map(clause)
                        .filter(c -> !c.isEmpty())
                        .findFirst()
                        .orElse("a clause")
                + ", joining `" + turnstile.join().kind() + "`";
    }

    /** How a clause is called in what is said to people. */
    static String clause(String policy, String clause) {
        return "the clause `" + clause + "` of " + policy;
    }
}
