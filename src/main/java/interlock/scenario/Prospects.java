package interlock.scenario;

import interlock.fact.Status;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How likely it is that something comes about, given that it is true as reported: by its status. What has happened has
 * happened; what lapsed, was terminated or denied does not. The numbers are the parameters {@code likelihood.status.S}.
 */
public final class Prospects {
    private static final String STATUS = "likelihood.status.";
    private static final Interval NEVER = new Interval(BigDecimal.ZERO, BigDecimal.ZERO);

    private final ParameterSet parameters;
    private final LocalDate asOf;

    /** @param asOf the day whose parameters count */
    public Prospects(ParameterSet parameters, LocalDate asOf) {
        this.parameters = parameters;
        this.asOf = asOf;
    }

    /** Of something of that status; {@link Interval#UNKNOWN} if its parameter is not in force. */
    public Interval of(Status status) {
        return switch (status) {
            case COMPLETED, ACTIVE, REPORTED, ENDED -> Interval.CERTAIN;
            case LAPSED, TERMINATED, DENIED -> NEVER;
            case RUMOURED, LETTER_OF_INTENT, IN_TALKS, ANNOUNCED, SIGNED -> pending(status);
        };
    }

    /** The id of the parameter for a status, if it needs one and it is not in force. */
    public List<String> lacking(Status status) {
        boolean pending = switch (status) {
            case COMPLETED, ACTIVE, REPORTED, ENDED, LAPSED, TERMINATED, DENIED -> false;
            case RUMOURED, LETTER_OF_INTENT, IN_TALKS, ANNOUNCED, SIGNED -> true;
        };
        return pending && parameters.inForce(id(status), asOf).isEmpty() ? List.of(id(status)) : List.of();
    }

    private static String id(Status status) {
        return STATUS + status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Interval pending(Status status) {
        Optional<Parameter> parameter = parameters.inForce(id(status), asOf);
        BigDecimal low = parameter.map(p -> p.interval().low()).orElse(null);
        BigDecimal high = parameter.map(p -> p.interval().high()).orElse(null);
        return low == null || high == null ? Interval.UNKNOWN : new Interval(low, high);
    }
}
