package interlock.report;

import interlock.derive.Derivers;
import interlock.engine.CompiledPolicies;
import interlock.fact.Assertion;
import interlock.parameter.ParameterSet;
import interlock.policy.Policy;
import interlock.report.Report.Nearest;
import interlock.report.Report.Silence;
import interlock.report.Report.Verdict;
import interlock.scenario.Worlds;
import interlock.vocabulary.Derived;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says aloud what stayed silent and why at a glance, and which facts nobody looked at. */
public final class Silences {
    private static final Set<String> GIVENS = Set.of(
            "Parameter", "Event", "Applicable", "Inapplicable", "Clock", "Age", "Behind", "Claim", "Evidence", "Ended");
    static final String UNKNOWN = "unknown";
    private static final String NO_COMBINATION = "no combination meets all conditions of a clause";
    private static final Set<String> PARTIES = Set.of("Company", "Person", "Fund");

    private Silences() {}

    /**
     * The policies that raised nothing, by id, then the kinds of live facts that no policy reads, by name.
     *
     * @param raised the ids of the policies that raised a signal
     * @param concluded the kinds that some clause concluded
     * @param nearest what comes closest in each of some policies that had everything to look at
     */
    public static List<Silence> of(
            CompiledPolicies compiled,
            Worlds worlds,
            ParameterSet parameters,
            LocalDate asOf,
            Set<String> raised,
            Set<String> concluded,
            Function<List<String>, Map<String, Nearest>> nearest) {
        SortedMap<String, Long> live = worlds.live().values().stream()
                .map(Assertion::fact)
                .collect(Collectors.groupingBy(f -> f.getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
        SortedMap<String, String> reasons = new TreeMap<>();
        for (Policy policy : compiled.policies().policies()) {
            if (!policy.concludesOnly() && !raised.contains(policy.id())) {
                reasons.put(policy.id(), reason(policy, compiled, live, parameters, asOf, concluded));
            }
        }
        Map<String, Nearest> near = nearest.apply(reasons.keySet().stream()
                .filter(p -> String.valueOf(reasons.get(p)).endsWith(NO_COMBINATION))
                .toList());
        List<Silence> silences = new ArrayList<>();
        reasons.forEach((policy, reason) -> silences.add(new Silence(
                policy,
                null,
                reason,
                reason.startsWith(UNKNOWN) ? Verdict.UNKNOWN : Verdict.NOT_MET,
                near.get(policy))));
        Set<String> read = compiled.policies().policies().stream()
                .flatMap(p -> compiled.kindsRead(p.id()).stream())
                .collect(Collectors.toSet());
        live.forEach((kind, count) -> {
            if (!read.contains(kind) && !PARTIES.contains(kind)) {
                silences.add(new Silence(
                        null,
                        kind,
                        count + (count == 1 ? " fact" : " facts") + " of the kind " + kind
                                + " on file, and no policy reads that kind",
                        null,
                        null));
            }
        });
        return silences;
    }

    private static String reason(
            Policy policy,
            CompiledPolicies compiled,
            Map<String, Long> live,
            ParameterSet parameters,
            LocalDate asOf,
            Set<String> concluded) {
        List<String> notInForce = compiled.parametersRead(policy.id()).stream()
                .filter(id -> parameters.event(id).isEmpty()
                        && parameters.inForce(id, asOf).isEmpty())
                .toList();
        if (!notInForce.isEmpty()) {
            return UNKNOWN + ": the parameter " + String.join(", ", notInForce) + " is not in force on "
                    + Wording.date(asOf);
        }
        Set<String> derived = Arrays.stream(Derived.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        List<String> nobody = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (String kind : compiled.kindsRead(policy.id())) {
            if (GIVENS.contains(kind) || Derivers.KINDS.contains(kind)) {
                continue;
            }
            if (derived.contains(kind)) {
                boolean made = compiled.policies().policies().stream()
                        .anyMatch(p -> compiled.kindsConcluded(p.id()).contains(kind));
                if (!made) {
                    nobody.add(kind);
                } else if (!concluded.contains(kind)) {
                    absent.add("nothing concluded of the kind " + kind);
                }
            } else if (live.containsKey(kind)) {
                present.add(live.get(kind) + " " + kind);
            } else {
                absent.add("no fact of the kind " + kind);
            }
        }
        if (!nobody.isEmpty()) {
            return "can never match: no policy concludes " + String.join(", ", nobody);
        }
        if (!absent.isEmpty()) {
            return String.join("; ", absent) + " on " + Wording.date(asOf);
        }
        String looked = present.isEmpty() ? "" : "looked at " + Wording.listed(present) + "; ";
        return looked + NO_COMBINATION;
    }
}
