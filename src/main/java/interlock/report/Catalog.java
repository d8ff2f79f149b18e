package interlock.report;

import interlock.diagnostic.Location;
import interlock.engine.ClauseOutline;
import interlock.engine.CompiledPolicies;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.report.Report.PartyView;
import interlock.report.Report.Severity;
import interlock.report.Report.Status;
import interlock.vocabulary.Level;
import interlock.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The policies as pages for an examiner. The names of components are the names in JSON, a contract like those of a
 * report.
 *
 * @param asOf the day on which the policies were run over the facts
 * @param facts how many assertions were on file
 * @param kinds the kinds of facts that the rule folders declare
 */
public record Catalog(String format, LocalDate asOf, int facts, List<OwnKind> kinds, List<Page> policies) {
    /** The format that this program writes. */
    public static final String FORMAT = "interlock.catalog/1";

    public Catalog {
        kinds = List.copyOf(kinds);
        policies = List.copyOf(policies);
    }

    /** A kind of fact that a rule folder declares, with its sentence. */
    public record OwnKind(String name, String about, String says) {}

    /**
     * A policy.
     *
     * @param level null if it only concludes what other policies share
     * @param coverage of its conditions by its tests; null if that was not measured
     * @param signals what it raises on the facts
     */
    public record Page(
            String id,
            String title,
            String version,
            String pack,
            @Nullable Level level,
            @Nullable String says,
            String description,
            List<ClausePage> clauses,
            List<Threshold> parameters,
            List<String> references,
            List<String> falsePositives,
            List<Example> examples,
            @Nullable Coverage coverage,
            List<Firing> signals) {}

    /**
     * A clause.
     *
     * @param words its conditions and what follows, a sentence each
     * @param text the clause as it stands in the file
     */
    public record ClausePage(
            String name,
            @Nullable Level level,
            @Nullable String grade,
            @Nullable String says,
            String description,
            List<String> words,
            String text,
            int line) {}

    /**
     * One dated value of a threshold that a policy goes by.
     *
     * @param says the value with its unit
     * @param inForce whether policies go by it on the day
     */
    public record Threshold(
            String id,
            String says,
            @Nullable BigDecimal value,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            String unit,
            String status,
            boolean inForce,
            @Nullable LocalDate effectiveFrom,
            @Nullable LocalDate effectiveTo,
            @Nullable String jurisdiction,
            String reference,
            @Nullable String url,
            @Nullable String rationale) {}

    /**
     * A test as an example.
     *
     * @param expects what the case is to come to: {@code raises}, {@code silent} or {@code near miss}
     * @param passed whether it did
     */
    public record Example(String name, String expects, boolean passed, String file, int line) {}

    /** How many of the outcomes of its conditions the tests of a policy reach. */
    public record Coverage(int reached, int all, List<String> missed) {
        public Coverage {
            missed = List.copyOf(missed);
        }
    }

    /** A signal that the policy raises on the facts. */
    public record Firing(
            String id,
            @Nullable String grade,
            List<PartyView> parties,
            Level level,
            Severity severity,
            Status status,
            String narrative) {}

    /**
     * The catalogue of some policies.
     *
     * @param examples the tests of each policy, by its id
     * @param coverage of each policy for which it was measured, by its id
     * @param report what the policies raise on the facts
     * @param fileName the name under which a reader sees a file
     */
    public static Catalog of(
            CompiledPolicies policies,
            ParameterSet parameters,
            Map<String, List<Example>> examples,
            Map<String, Coverage> coverage,
            Report report,
            UnaryOperator<String> fileName) {
        LocalDate asOf = report.run().asOf();
        Vocabulary vocabulary = policies.policies().vocabulary();
        return new Catalog(
                FORMAT,
                asOf,
                report.run().facts().count(),
                vocabulary.declared().stream()
                        .map(k -> new OwnKind(k.name(), k.about(), new Template(k.says()).shown()))
                        .toList(),
                policies.policies().policies().stream()
                        .map(p -> new Page(
                                p.id(),
                                p.header().title(),
                                p.header().version(),
                                p.pack(),
                                p.header().level(),
                                shown(p.header().says()),
                                p.header().description(),
                                p.clauses().stream()
                                        .map(c -> clause(p, c, vocabulary))
                                        .toList(),
                                thresholds(policies.parametersRead(p.id()), parameters, asOf),
                                p.header().references(),
                                p.header().falsePositives(),
                                examples.getOrDefault(p.id(), List.of()).stream()
                                        .map(e -> new Example(
                                                e.name(), e.expects(), e.passed(), fileName.apply(e.file()), e.line()))
                                        .toList(),
                                coverage.get(p.id()),
                                report.signals().stream()
                                        .filter(s -> s.policy().id().equals(p.id()))
                                        .map(Catalog::firing)
                                        .toList()))
                        .toList());
    }

    /** A template as a reader can make sense of it. */
    private static @Nullable String shown(@Nullable String says) {
        return says == null ? null : new Template(says).shown();
    }

    private static ClausePage clause(Policy policy, Clause clause, Vocabulary vocabulary) {
        Optional<ClauseOutline> outline = ClauseOutline.of(policy, clause, vocabulary);
        return new ClausePage(
                clause.name(),
                clause.level(),
                clause.grade(),
                shown(clause.says()),
                clause.description(),
                outline.map(o -> ClauseWords.of(o, vocabulary)).orElse(List.of()),
                policy.source().substring(clause.start(), clause.end()),
                clause.line());
    }

    private static List<Threshold> thresholds(List<String> read, ParameterSet parameters, LocalDate asOf) {
        return parameters.all().stream()
                .filter(p -> read.contains(p.id()))
                .map(p -> new Threshold(
                        p.id(),
                        Wording.parameter(p),
                        p.value(),
                        p.interval().low(),
                        p.interval().high(),
                        p.unit(),
                        p.status().name(),
                        parameters
                                .inForce(p.id(), asOf)
                                .filter(f -> isSame(f, p))
                                .isPresent(),
                        p.effectiveFrom(),
                        p.effectiveTo(),
                        p.jurisdiction(),
                        p.reference(),
                        p.url(),
                        p.rationale()))
                .toList();
    }

    private static boolean isSame(Parameter one, Parameter other) {
        Location at = one.at();
        return at.equals(other.at());
    }

    private static Firing firing(Report.Signal signal) {
        return new Firing(
                signal.id(),
                signal.grade(),
                signal.parties(),
                signal.level(),
                signal.severity(),
                signal.status(),
                signal.narrative());
    }
}
