package interlock;

import interlock.fact.FactBase;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicySet;
import interlock.report.Report;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was run on what, as a report says it. */
final class RunDigest {
    private static final String ENGINE = "interlock 0.1.0, drools 10.2.0";

    private RunDigest() {}

    static Report.Run of(
            FactBase facts,
            PolicySet policies,
            ParameterSet parameters,
            FileNames names,
            LocalDate asOf,
            LocalDate knownAsOf,
            int firings,
            boolean flipsEvaluated) {
        SortedMap<String, String> factFiles = named(facts.files(), names);
        SortedMap<String, String> policyFiles = named(policies.files(), names);
        SortedMap<String, String> parameterFiles = named(parameters.files(), names);
        String factsDigest = digest(factFiles.toString());
        String policiesDigest = digest(policyFiles.toString());
        String parametersDigest = digest(parameterFiles.toString());
        return new Report.Run(
                ENGINE,
                asOf,
                knownAsOf,
                new Report.FactsRun(factsDigest, facts.assertions().size(), factFiles),
                new Report.PoliciesRun(policiesDigest, policies.policies().size(), policyFiles),
                new Report.ParametersRun(parametersDigest, parameters.all().size(), parameterFiles),
                digest(String.join(
                        "\n",
                        ENGINE,
                        asOf.toString(),
                        knownAsOf.toString(),
                        factsDigest,
                        policiesDigest,
                        parametersDigest)),
                new Report.Limits(firings, flipsEvaluated ? "evaluated" : "skipped"));
    }

    private static SortedMap<String, String> named(Map<String, String> files, FileNames names) {
        SortedMap<String, String> named = new TreeMap<>();
        files.forEach((path, digest) -> named.put(names.stable(path), digest));
        return named;
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
