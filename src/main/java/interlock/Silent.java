package interlock;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.report.Report;
import interlock.report.Silences;
import interlock.report.WhyNotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a report says of what it does not raise.
 *
 * @param skipped the policies of which it was not found out what comes nearest
 */
record Silent(List<Report.Silence> silences, List<String> skipped) {
    /** @param full whether what takes long is wanted too: what comes nearest */
    static Silent in(CompiledPolicies compiled, WhyNotBuilder.Inputs inputs, boolean full) {
        List<Derivation> both = List.of(inputs.floor(), inputs.ceiling());
        Set<String> raised = both.stream()
                .flatMap(d -> d.signals().keySet().stream())
                .map(SignalKey::policy)
                .collect(Collectors.toSet());
        Set<String> concluded = both.stream()
                .flatMap(d -> d.steps().stream())
                .map(s -> s.conclusion().getClass().getSimpleName())
                .collect(Collectors.toSet());
        List<String> skipped = new ArrayList<>();
        List<Report.Silence> silences = Silences.of(
                compiled,
                inputs.worlds(),
                inputs.parameters(),
                inputs.run().asOf(),
                raised,
                concluded,
                ids -> full ? WhyNotRun.nearest(ids, compiled, inputs, skipped) : Map.of());
        return new Silent(silences, skipped);
    }
}
