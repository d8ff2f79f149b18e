package interlock.scenario;

import interlock.fact.Amount;
import interlock.fact.Assertion;
import interlock.fact.Status;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How likely it is that a fact that is true as reported happens, and happens in full. The numbers are the parameters
 * {@code likelihood.status.*}, {@code likelihood.talks.*} and {@code likelihood.cap.*}.
 */
public final class Happening {
    private static final String STATUS = "likelihood.status.";
    private static final String TALKS = "likelihood.talks.";
    private static final String CAP = "likelihood.cap.";
    /** The parameter that says after how many days of silence talks count as lapsed. */
    static final String LAPSE = TALKS + "expired";

    private static final Set<Status> FADING = EnumSet.of(Status.RUMOURED, Status.LETTER_OF_INTENT, Status.IN_TALKS);
    /** What the condition of an investment may begin with; the parameters are named after it. */
    private static final List<String> CONDITIONS =
            List.of("instalment", "liquidity event", "commercial milestone", "redacted");

    private final ParameterSet parameters;
    private final LocalDate asOf;

    /** @param asOf the day whose parameters count, and from which talks are looked back on */
    public Happening(ParameterSet parameters, LocalDate asOf) {
        this.parameters = parameters;
        this.asOf = asOf;
    }

    /** How fresh the last word on something pending is. */
    public enum Freshness {
        FRESH,
        /** Nothing was heard for long; its probability is halved. */
        STALE,
        /** Nothing was heard for so long that it counts as lapsed. */
        EXPIRED
    }

    /** How fresh talks are; what is announced, or has happened, is always fresh. */
    public Freshness freshness(Assertion a) {
        if (!fades(a)) {
            return Freshness.FRESH;
        }
        long silent = ChronoUnit.DAYS.between(a.asserted(), asOf);
        if (days("expired").filter(d -> silent >= d).isPresent()) {
            return Freshness.EXPIRED;
        }
        return days("stale").filter(d -> silent >= d).isPresent() ? Freshness.STALE : Freshness.FRESH;
    }

    /** Whether silence makes it less likely; of what has no date nobody can say how long it is silent. */
    static boolean fades(Assertion a) {
        return FADING.contains(a.status()) && !a.asserted().equals(Assertion.SINCE_EVER);
    }

    private Optional<Long> days(String what) {
        return parameters.inForce(TALKS + what, asOf).map(Parameter::value).map(BigDecimal::longValue);
    }

    /** Of something of that status, by the status alone; {@link Interval#UNKNOWN} if its parameter is not in force. */
    public Interval of(Status status) {
        if (!pending(status)) {
            return status.live() || status == Status.ENDED
                    ? Interval.CERTAIN
                    : new Interval(BigDecimal.ZERO, BigDecimal.ZERO);
        }
        Optional<Parameter> parameter = parameters.inForce(id(status), asOf);
        BigDecimal low = parameter.map(p -> p.interval().low()).orElse(null);
        BigDecimal high = parameter.map(p -> p.interval().high()).orElse(null);
        return low == null || high == null ? Interval.UNKNOWN : new Interval(low, high);
    }

    /** The id of the parameter for a status, if it needs one and it is not in force. */
    public List<String> lacking(Status status) {
        return pending(status) && parameters.inForce(id(status), asOf).isEmpty() ? List.of(id(status)) : List.of();
    }

    /** Whether something of that status may still fail to happen. */
    private static boolean pending(Status status) {
        return status.live() && (!status.settled() || status == Status.SIGNED);
    }

    private static String id(Status status) {
        return STATUS + status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * That it happens: low, central and high. By its status; halved for each half-life that passed without a word; 1 once
     * it has happened.
     */
    double[] of(Assertion a) {
        if (!a.status().live() || freshness(a) == Freshness.EXPIRED) {
            return new double[] {0, 0, 0};
        }
        if (!pending(a.status())) {
            return new double[] {1, 1, 1};
        }
        double[] happens = numbers(parameters.inForce(id(a.status()), asOf), 0, 1);
        double faded = fades(a) ? fading(a) : 1;
        return Arrays.stream(happens).map(p -> p * faded).toArray();
    }

    private double fading(Assertion a) {
        long silent = Math.max(0, ChronoUnit.DAYS.between(a.asserted(), asOf));
        long halvings =
                days("half-life").filter(d -> d > 0).map(d -> silent / d).orElse(0L);
        return Math.pow(0.5, (double) halvings);
    }

    /**
     * That its amount comes to its cap, given that it happens: low, central and high. By its condition; where that says
     * nothing, half for what is pending with nothing firm, anything where what is firm of it is not told, else 0.
     */
    double[] atCap(Assertion a) {
        String condition = a.fact() instanceof Fact.Investment i && i.condition() != null
                ? i.condition().toLowerCase(Locale.ROOT)
                : "";
        for (String said : CONDITIONS) {
            if (condition.startsWith(said)) {
                return weight(said.replace(' ', '-'));
            }
        }
        if (a.status() == Status.LETTER_OF_INTENT) {
            return weight("letter-of-intent");
        }
        List<Amount> open = a.amounts().values().stream()
                .filter(m -> m.cap() != null && (m.firm() == null || m.firm().compareTo(m.cap()) < 0))
                .toList();
        if (!a.status().settled() && open.stream().allMatch(Happening::nothingFirm)) {
            return weight("talks");
        }
        return open.stream().anyMatch(m -> m.firm() == null) ? weight("untold") : new double[] {0, 0, 0};
    }

    private static boolean nothingFirm(Amount amount) {
        return amount.firm() == null || amount.firm().signum() == 0;
    }

    private double[] weight(String condition) {
        return numbers(parameters.inForce(CAP + condition, asOf), 0, 0);
    }

    /** A parameter as low, central and high, whether it is one value or an interval. */
    private static double[] numbers(Optional<Parameter> parameter, double low, double high) {
        double least = parameter
                .map(p -> p.interval().known() ? p.interval().low() : p.value())
                .map(BigDecimal::doubleValue)
                .orElse(low);
        double most = parameter
                .map(p -> p.interval().known() ? p.interval().high() : p.value())
                .map(BigDecimal::doubleValue)
                .orElse(high);
        double central =
                parameter.map(Parameter::value).map(BigDecimal::doubleValue).orElse((least + most) / 2);
        return new double[] {least, central, most};
    }
}
