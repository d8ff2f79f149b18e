package interlock.report;

import interlock.derivation.Derivation;
import interlock.diagnostic.Location;
import interlock.fact.Assertion;
import interlock.fact.Evidence;
import interlock.fact.Outcome;
import interlock.fact.Source;
import interlock.parameter.Parameter;
import interlock.report.Diff.AlterationView;
import interlock.report.Diff.What;
import interlock.report.Report.At;
import interlock.scenario.Alteration;
import interlock.scenario.Alteration.OfClock;
import interlock.scenario.Alteration.OfFact;
import interlock.scenario.Alteration.OfParameter;
import interlock.scenario.Alteration.OfPolicy;
import interlock.scenario.Alteration.OfSource;
import interlock.scenario.Alteration.Part;
import interlock.scenario.Alteration.Place;
import interlock.scenario.Basis;
import interlock.scenario.Credibility;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alterations in words: as a fact file, a parameter file or a policy has them, with the places where they stand. */
public final class AlterationWords {
    private final Narrator was;
    private final Narrator is;
    private final UnaryOperator<String> fileName;

    private AlterationWords(Basis before, Basis after, UnaryOperator<String> fileName) {
        this.was = narrator(before);
        this.is = narrator(after);
        this.fileName = fileName;
    }

    /** Each alteration for a reader. */
    public static List<AlterationView> of(
            List<Alteration> alterations, Basis before, Basis after, UnaryOperator<String> fileName) {
        AlterationWords words = new AlterationWords(before, after, fileName);
        return alterations.stream().map(words::view).toList();
    }

    private static Narrator narrator(Basis basis) {
        return new Narrator(
                basis.facts(),
                new TreeMap<>(),
                new Derivation(List.of(), List.of()),
                new Credibility(basis.facts(), basis.parameters(), basis.asOf()),
                UnaryOperator.identity());
    }

    private AlterationView view(Alteration alteration) {
        if (alteration instanceof OfFact of) {
            return new AlterationView(
                    of.number(),
                    What.FACT,
                    of.id(),
                    null,
                    of.field(),
                    of.before() == null ? null : said(was, of.before(), of.field()),
                    of.after() == null ? null : said(is, of.after(), of.field()),
                    of.before() == null ? null : at(of.before().at()),
                    of.after() == null ? null : at(of.after().at()));
        }
        if (alteration instanceof OfParameter of) {
            return new AlterationView(
                    of.number(),
                    What.PARAMETER,
                    of.id(),
                    null,
                    of.field(),
                    of.before() == null ? null : said(of.before(), of.field()),
                    of.after() == null ? null : said(of.after(), of.field()),
                    of.before() == null ? null : at(of.before().at()),
                    of.after() == null ? null : at(of.after().at()));
        }
        if (alteration instanceof OfSource of) {
            return new AlterationView(
                    of.number(),
                    What.SOURCE,
                    of.id(),
                    null,
                    of.field(),
                    of.before() == null ? null : said(of.before(), of.field()),
                    of.after() == null ? null : said(of.after(), of.field()),
                    of.before() == null ? null : at(of.before().at()),
                    of.after() == null ? null : at(of.after().at()));
        }
        if (alteration instanceof OfPolicy of) {
            String part = of.part().name().toLowerCase(Locale.ROOT);
            return new AlterationView(
                    of.number(),
                    of.clause() == null ? What.POLICY : What.CLAUSE,
                    of.policy(),
                    of.clause(),
                    of.part() == Part.POLICY || of.part() == Part.CLAUSE ? null : part,
                    text(of.before()),
                    text(of.after()),
                    at(of.before()),
                    at(of.after()));
        }
        if (alteration instanceof OfClock of) {
            return new AlterationView(
                    of.number(),
                    What.CLOCK,
                    of.known() ? "known-as-of" : "as-of",
                    null,
                    null,
                    of.before().toString(),
                    of.after().toString(),
                    null,
                    null);
        }
        return new AlterationView(alteration.number(), What.KINDS, "vocabulary", null, null, null, null, null, null);
    }

    private At at(Location at) {
        return new At(fileName.apply(at.file()), at.line());
    }

    private @Nullable At at(@Nullable Place place) {
        return place == null ? null : new At(fileName.apply(place.file()), place.line());
    }

    private static @Nullable String text(@Nullable Place place) {
        return place == null ? null : place.text();
    }

    private static @Nullable String said(Narrator narrator, Assertion fact, @Nullable String field) {
        if (field == null) {
            return narrator.says(fact);
        }
        if (Kind.of(fact.fact()).field(field).isPresent()) {
            return narrator.fields(fact).get(field);
        }
        return switch (field) {
            case "status" -> fact.status().name();
            case "evidence" ->
                fact.evidence().stream().map(AlterationWords::said).collect(Collectors.joining("; "));
            case "outcomes" ->
                fact.outcomes().stream().map(AlterationWords::said).collect(Collectors.joining("; "));
            default -> plain(Records.value(fact, field));
        };
    }

    private static String said(Evidence evidence) {
        return evidence.source() + " " + evidence.credibility()
                + (evidence.locator() == null ? "" : ", " + evidence.locator())
                + (evidence.quote() == null ? "" : " “" + evidence.quote() + "”")
                + (evidence.origin() == null ? "" : ", first said by " + evidence.origin());
    }

    private static String said(Outcome outcome) {
        return outcome.label() + " " + plain(outcome.probability());
    }

    private static @Nullable String said(Parameter parameter, @Nullable String field) {
        if (field == null || field.equals("value")) {
            return Wording.parameter(parameter);
        }
        return plain(Records.value(parameter, field));
    }

    private static @Nullable String said(Source source, @Nullable String field) {
        return field == null ? source.title() + " (" + source.letter() + ")" : plain(Records.value(source, field));
    }

    private static @Nullable String plain(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return Numbers.normalised(number).toPlainString();
        }
        if (value instanceof Range range) {
            return plain(range.low()) + " to " + plain(range.high());
        }
        return value == null ? null : value.toString();
    }
}
