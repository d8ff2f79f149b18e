package interlock.engine;

import interlock.derivation.Step;
import interlock.engine.sandbox.Network;
import interlock.engine.sandbox.TextGate.Matched;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;

/** Where one evaluation is: which clause, and which of its patterns. */
final class Whereabouts {
    /** How long two looks at the joins lie apart, in milliseconds. */
    private static final int BETWEEN_LOOKS = 100;

    private final CompiledPolicies policies;
    private final Network network;
    private final AtomicReference<String> firing = new AtomicReference<>("");
    private final AtomicReference<String> last = new AtomicReference<>("");

    Whereabouts(CompiledPolicies policies, KieSession session) {
        this.policies = policies;
        this.network = new Network(session);
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

    /** For a watcher in another thread, while the evaluation does not answer. */
    String told() {
        Map<Integer, Long> before = network.held();
        String then = Objects.requireNonNull(firing.get());
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Optional<Network.Join> join = network.busiest(before);
        if (!then.isEmpty() && then.equals(firing.get()) && join.isEmpty()) {
            return " behind `then` of " + clause(then);
        }
        return join.or(() -> network.busiest(Map.of()))
                .filter(j -> !j.rules().isEmpty())
                .map(j -> " in " + clause(j.rules().get(0)) + ", joining "
                        + pattern(j.rules().get(0), j.kind(), j.before()) + " with " + j.held() + " matches before it")
                .orElseGet(this::lately);
    }

    private String lately() {
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
        return "the clause `" + rule.substring(colon + 2) + "` of " + rule.substring(0, Math.max(0, colon));
    }
}
