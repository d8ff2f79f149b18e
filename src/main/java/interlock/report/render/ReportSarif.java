package interlock.report.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import interlock.report.Report;
import interlock.report.Report.At;
import interlock.report.Report.FactView;
import interlock.report.Report.PolicyView;
import interlock.report.Report.Proof;
import interlock.report.Report.Signal;
import interlock.vocabulary.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report as SARIF 2.1.0, for code hosts and editors: a policy is a rule, a signal a result, the line of each fact that it
 * rests on a location, and the clauses of its proof are related locations.
 */
public final class ReportSarif {
    private ReportSarif() {}

    private record Log(@JsonProperty("$schema") String schema, String version, List<Run> runs) {}

    private record Run(Tool tool, String columnKind, List<Result> results, Properties properties) {}

    private record Properties(String asOf, String knownAsOf, String digest) {}

    private record Tool(Driver driver) {}

    private record Driver(String name, @Nullable String version, List<Rule> rules) {
        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Override
        public @Nullable String version() {
            return version;
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Rule(
            String id,
            String name,
            Message shortDescription,
            Message fullDescription,
            @Nullable Message help) {}

    private record Message(String text) {}

    private record Result(
            String ruleId,
            int ruleIndex,
            String level,
            Message message,
            List<Place> locations,
            List<Place> relatedLocations,
            SortedMap<String, String> partialFingerprints,
            SortedMap<String, Object> properties) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Place(
            Physical physicalLocation, @Nullable Message message) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Physical(
            CheckSarif.Artifact artifactLocation, @Nullable Region region) {}

    private record Region(int startLine) {}

    /**
     * The signals in the order of the report, ending with a line break.
     *
     * @param base the folder that file names are relative to
     */
    public static String of(Report report, Path base) {
        SortedMap<String, PolicyView> policies = new TreeMap<>();
        report.signals().forEach(s -> policies.putIfAbsent(s.policy().id(), s.policy()));
        List<String> ids = List.copyOf(policies.keySet());
        return ReportJson.write(new Log(
                CheckSarif.SCHEMA,
                "2.1.0",
                List.of(new Run(
                        new Tool(new Driver(
                                "Interlock",
                                version(report.run().engine()),
                                policies.values().stream()
                                        .map(ReportSarif::rule)
                                        .toList())),
                        "utf16CodeUnits",
                        report.signals().stream()
                                .map(s ->
                                        result(report, s, ids.indexOf(s.policy().id()), base))
                                .toList(),
                        new Properties(
                                report.run().asOf().toString(),
                                report.run().knownAsOf().toString(),
                                report.run().digest())))));
    }

    private static @Nullable String version(String engine) {
        return engine.isBlank() ? null : engine;
    }

    private static Rule rule(PolicyView policy) {
        return new Rule(
                policy.id(),
                policy.title(),
                new Message(policy.title()),
                new Message(policy.title() + ", version " + policy.version()
                        + ". A signal is an indicator, never a finding of law."),
                policy.references().isEmpty() ? null : new Message(String.join("\n", policy.references())));
    }

    private static Result result(Report report, Signal s, int index, Path base) {
        List<Place> facts = new ArrayList<>();
        for (String id : s.evidence().facts()) {
            FactView fact = report.facts().get(id);
            if (fact != null) {
                facts.add(place(fact.at(), ReportText.standing(fact), base));
            }
        }
        return new Result(
                s.policy().id(),
                index,
                level(s.level()),
                new Message(ReportText.title(s) + ", " + ReportText.parties(s) + ": " + s.narrative()),
                List.copyOf(facts),
                clauses(report, s, base),
                new TreeMap<>(java.util.Map.of("interlockSignal/v1", s.id())),
                properties(s));
    }

    private static List<Place> clauses(Report report, Signal s, Path base) {
        Proof proof = report.proofs().get(s.proof());
        return proof == null
                ? List.of()
                : List.of(place(proof.at(), "clause " + proof.clause() + " of " + proof.policy(), base));
    }

    private static Place place(At at, String says, Path base) {
        return new Place(
                new Physical(CheckSarif.artifact(at.file(), base), at.line() > 0 ? new Region(at.line()) : null),
                new Message(says));
    }

    private static SortedMap<String, Object> properties(Signal s) {
        SortedMap<String, Object> properties = new TreeMap<>();
        properties.put("level", s.level().name());
        properties.put("status", s.status().name());
        properties.put("severity", ReportText.severity(s));
        properties.put("parties", s.parties().stream().map(Report.PartyView::id).collect(Collectors.toList()));
        if (s.likelihood() != null) {
            properties.put("likelihood", s.likelihood().words());
        }
        if (!s.contingentOn().isEmpty()) {
            properties.put("contingentOn", s.contingentOn());
        }
        return properties;
    }

    private static String level(Level level) {
        return switch (level) {
            case HIGH -> "error";
            case ELEVATED -> "warning";
            case SCREEN, INFO -> "note";
        };
    }
}
