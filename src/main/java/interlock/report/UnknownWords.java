package interlock.report;

import interlock.engine.OpenClause;
import interlock.engine.OpenClause.Unknown;
import interlock.parameter.ParameterSet;
import interlock.report.Report.Missing;
import interlock.scenario.Worlds;
import interlock.vocabulary.Derived.EventType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is not on file, in words. */
final class UnknownWords {
    static final Comparator<Missing> ORDER = Comparator.comparing((Missing m) -> m.fact() == null ? "" : m.fact())
            .thenComparing(Missing::kind)
            .thenComparing(Missing::figure)
            .thenComparing(Missing::because);

    private final Narrator narrator;
    private final Worlds worlds;
    private final ParameterSet parameters;
    private final LocalDate asOf;

    UnknownWords(Narrator narrator, Worlds worlds, ParameterSet parameters, LocalDate asOf) {
        this.narrator = narrator;
        this.worlds = worlds;
        this.parameters = parameters;
        this.asOf = asOf;
    }

    /** All that some open clauses lack, each once, sorted. */
    List<Missing> of(Collection<OpenClause> open) {
        return open.stream()
                .flatMap(o -> o.unknown().stream())
                .distinct()
                .map(this::of)
                .distinct()
                .sorted(ORDER)
                .toList();
    }

    /** A figure of a fact that the fact does not give. */
    Missing figure(String fact, String figure) {
        return of(new Unknown(kind(fact), fact, null, figure, new TreeMap<>()));
    }

    private String kind(String fact) {
        return worlds.live().containsKey(fact)
                ? Objects.requireNonNull(worlds.live().get(fact))
                        .fact()
                        .getClass()
                        .getSimpleName()
                : "";
    }

    private Missing of(Unknown unknown) {
        String fact = unknown.fact();
        String parameter = unknown.parameter();
        if (parameter != null) {
            return fact == null ? value(parameter) : applicable(fact, parameter);
        }
        if (fact == null) {
            return absent(unknown);
        }
        if (unknown.kind().equals("Event")) {
            return missing(
                    fact,
                    kind(fact),
                    unknown.written(),
                    words(EventType.valueOf(unknown.field())) + " of " + narrator.label(fact) + " is not told");
        }
        String attribute = unknown.about().get("attribute");
        if (attribute != null) {
            return missing(
                    fact,
                    kind(fact),
                    attribute,
                    "how much of the " + Wording.kind(attribute) + " of " + subject(fact)
                            + (unknown.field().equals("firm") ? " is firm" : " there is at most")
                            + " is not disclosed");
        }
        return missing(
                fact,
                unknown.kind(),
                unknown.field(),
                Wording.kind(unknown.field()) + " of " + subject(fact)
                        + (worlds.inUnknownCurrency().contains(fact)
                                ? " is in a currency without a rate to dollars on file"
                                : " is not disclosed"));
    }

    /** A party by its name, any other fact in a few words. */
    private String subject(String fact) {
        return narrator.isParty(fact) ? narrator.name(fact) : narrator.label(fact);
    }

    private static Missing missing(@Nullable String fact, String kind, String figure, String because) {
        return new Missing(fact, kind, List.of(), figure, null, because);
    }

    private Missing value(String parameter) {
        String because = parameters
                .event(parameter)
                .map(e -> "the parameter " + parameter + " goes by " + words(e) + ", and the policy asks for none")
                .orElse(
                        parameters.inForce(parameter, asOf).isPresent()
                                ? "the value of the parameter " + parameter
                                        + " is in a currency without a rate to dollars on file"
                                : "the parameter " + parameter + " is not in force on " + Wording.date(asOf));
        return new Missing(null, "Parameter", List.of(), "value", parameter, because);
    }

    private Missing applicable(String fact, String parameter) {
        EventType event = parameters.event(parameter).orElse(EventType.FACT_DATE);
        LocalDate day = worlds.day(fact, event).orElseThrow();
        String of = words(event) + " of " + narrator.label(fact) + " on " + Wording.date(day);
        String because = parameters.inForce(parameter, day).isPresent()
                ? "the value of the parameter " + parameter + " for " + of
                        + " is in a currency without a rate to dollars on file"
                : "the parameter " + parameter + " has no value for " + of;
        return new Missing(fact, "Parameter", List.of(), "value", parameter, because);
    }

    private static String words(EventType event) {
        return switch (event) {
            case SIGNING -> "the day of signing";
            case CLOSING -> "the day of closing";
            case PROCEEDING_START -> "the start of the proceeding";
            case FACT_DATE -> "the first day";
        };
    }

    /** What a fact that is on no file would tell. */
    private Missing absent(Unknown unknown) {
        List<String> parties = unknown.about().values().stream()
                .filter(narrator::isParty)
                .distinct()
                .toList();
        String details = unknown.about().values().stream()
                .filter(v -> !narrator.isParty(v))
                .collect(Collectors.joining(", "));
        return new Missing(
                null,
                unknown.kind(),
                parties,
                unknown.field(),
                null,
                "no fact on file tells the " + Wording.kind(unknown.field()) + " of "
                        + Wording.listed(parties.stream().map(narrator::name).toList())
                        + (details.isEmpty() ? "" : " (" + details + ")"));
    }
}
