package interlock.engine;

import interlock.derivation.Step;
import interlock.engine.sandbox.TextGate.Matched;
import interlock.engine.sandbox.Turnstile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;

/**
 * Where one evaluation is: which clause, and which of its patterns. It is told by what passes on its way into a join, and
 * ends the evaluation there if a watcher wants it to end.
 */
final class Whereabouts {
    private final CompiledPolicies policies;
    private final KieSession session;
    private final AtomicReference<@Nullable Turnstile> joining = new AtomicReference<>();
    private final AtomicReference<String> firing = new AtomicReference<>("");
    private final AtomicReference<String> last = new AtomicReference<>("");

    Whereabouts(CompiledPolicies policies, KieSession session) {
        this.policies = policies;
        this.session = session;
        Turnstile.guard(session, this::passed);
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void beforeMatchFired(BeforeMatchFiredEvent event) {
                String rule = event.getMatch().getRule().getName();
                firing.set(rule);
                last.set(rule);
            }

            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
                firing.set("");
            }
        });
    }

    private void passed(Turnstile turnstile) {
        joining.lazySet(turnstile);
        policies.budget().gauge().stopped().ifPresent(why -> {
            throw LimitReached.ofBudget(why + told());
        });
    }

    /** Also for a watcher in another thread, where the evaluation does not answer. */
    String told() {
        String then = Objects.requireNonNull(firing.get());
        if (!then.isEmpty()) {
            return " behind `then` of " + clause(then);
        }
        Turnstile at = joining.get();
        if (at != null && !at.join().rules().isEmpty()) {
            String rule = at.join().rules().get(0);
            return " in " + clause(rule) + ", joining "
                    + pattern(rule, at.join().kind(), at.join().before()) + " with " + at.held(session)
                    + " matches before it";
        }
        String rule = Objects.requireNonNull(last.get());
        return rule.isEmpty() ? "" : ", last of all by " + clause(rule);
    }

    /** Between firings: the clause that has fired most, and which of its patterns it feeds itself, or else its last. */
    String firing(List<Step> steps) {
        Map<String, Long> counts = steps.stream()
                .collect(Collectors.groupingBy(
                        s -> s.policy() + ": " + s.clause(), TreeMap::new, Collectors.counting()));
        Optional<String> most =
                counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        if (most.isEmpty()) {
            return "";
        }
        Set<String> concluded = policies.conclusions(most.get());
        List<Matched> patterns = policies.patterns(most.get());
        Optional<Matched> fed =
                patterns.stream().filter(p -> concluded.contains(p.kind())).findFirst();
        Optional<Matched> last = patterns.isEmpty() ? Optional.empty() : Optional.of(patterns.get(patterns.size() - 1));
        return ", most of them by " + clause(most.get())
                + fed.map(p -> ", whose `" + p.kind() + "` (line " + p.line() + ") matches what it concludes itself")
                        .or(() -> last.map(p -> ", whose last pattern is `" + p.kind() + "` (line " + p.line() + ")"))
                        .orElse("");
    }

    private String pattern(String rule, String kind, int before) {
        List<Matched> same = policies.patterns(rule).stream()
                .filter(p -> p.kind().equals(kind))
                .toList();
        return "`" + kind + "`"
                + (before < same.size() ? " (line " + same.get(before).line() + ")" : "");
    }

    private static String clause(String rule) {
        int colon = rule.indexOf(": ");
        return Lookout.clause(rule.substring(0, Math.max(0, colon)), rule.substring(colon + 2));
    }
}
