package interlock;

import interlock.fact.FactBase;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicySet;
import interlock.report.ParameterMarks;
import interlock.report.PolicyMarks;
import interlock.report.Report;
import interlock.vocabulary.Fingerprint;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was run on what, as a report says it. */
final class RunDigest {
    /** The program and the engine under it, with their versions. */
    static final String ENGINE = "interlock 0.1.0, drools 10.2.0";

    private RunDigest() {}

    static Report.Run of(
            FactBase facts,
            PolicySet policies,
            ParameterSet parameters,
            FileNames names,
            LocalDate asOf,
            LocalDate knownAsOf,
            Query query,
            boolean flipsEvaluated,
            boolean reversalsEvaluated) {
        SortedMap<String, String> factFiles = named(facts.files(), names);
        SortedMap<String, String> policyFiles = named(policies.files(), names);
        SortedMap<String, String> parameterFiles = named(parameters.files(), names);
        String factsDigest = digest(factFiles);
        String policiesDigest = digest(policyFiles);
        String parametersDigest = digest(parameterFiles);
        return new Report.Run(
                ENGINE,
                asOf,
                knownAsOf,
                new Report.FactsRun(factsDigest, facts.assertions().size(), factFiles),
                new Report.PoliciesRun(policiesDigest, policies.policies().size(), policyFiles, marks(policies, names)),
                new Report.ParametersRun(
                        parametersDigest,
                        parameters.all().size(),
                        parameterFiles,
                        ParameterMarks.of(parameters, names::stable)),
                Fingerprint.of(String.join(
                        "\n",
                        ENGINE,
                        asOf.toString(),
                        knownAsOf.toString(),
                        factsDigest,
                        policiesDigest,
                        parametersDigest)),
                new Report.Limits(query.firings(), query.weighing(), said(flipsEvaluated), said(reversalsEvaluated)),
                new Report.Asked(query.policies(), query.parties(), query.minLevel()));
    }

    /** Digests by the names of files that do not depend on where their folders lie. */
    static SortedMap<String, String> named(Map<String, String> files, FileNames names) {
        SortedMap<String, String> named = new TreeMap<>();
        files.forEach((path, digest) -> named.put(names.stable(path), digest));
        return named;
    }

    private static SortedMap<String, PolicyMarks> marks(PolicySet policies, FileNames names) {
        SortedMap<String, PolicyMarks> marks = new TreeMap<>();
        policies.policies().forEach(p -> marks.put(names.stable(p.file()), PolicyMarks.of(p)));
        return marks;
    }

    /** One digest for all of them. */
    static String digest(SortedMap<String, String> files) {
        return Fingerprint.of(files.toString());
    }

    private static String said(boolean evaluated) {
        return evaluated ? "evaluated" : "skipped";
    }
}
