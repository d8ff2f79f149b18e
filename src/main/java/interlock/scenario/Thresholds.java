package interlock.scenario;

import interlock.fact.Given;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.EventType;
import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Thresholds as policies see them: sums of money in US dollars, as those of facts are. */
final class Thresholds {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final String DOLLAR = "USD";

    private Thresholds() {}

    /** What is given whatever the facts are: the values in force on the day, and those that no policy goes by. */
    static List<Given> given(ParameterSet parameters, LocalDate asOf) {
        List<Given> givens = new ArrayList<>();
        for (Parameter p : parameters.inForce(asOf)) {
            Figures f = figures(p, parameters, asOf);
            givens.add(new Given(
                    new Derived.Parameter(p.id(), f.value(), f.low(), f.high(), f.unit(), p.jurisdiction()),
                    List.of()));
        }
        for (Parameter p : parameters.all()) {
            if (!p.status().applies()) {
                Figures f = figures(p, parameters, asOf);
                givens.add(new Given(
                        new Derived.Inapplicable(
                                p.id(),
                                p.status().name(),
                                f.value(),
                                f.low(),
                                f.high(),
                                f.unit(),
                                p.jurisdiction(),
                                p.effectiveFrom(),
                                p.effectiveTo()),
                        List.of()));
            }
        }
        return givens;
    }

    /** The value that applies to a fact by the day of an event. */
    static Derived.Applicable applicable(
            Parameter p, ParameterSet parameters, String fact, EventType event, LocalDate day) {
        Figures f = figures(p, parameters, day);
        return new Derived.Applicable(
                p.id(), fact, event, day, f.value(), f.low(), f.high(), f.unit(), p.jurisdiction());
    }

    private static Figures figures(Parameter p, ParameterSet parameters, LocalDate day) {
        BigDecimal low = p.interval().low();
        BigDecimal high = p.interval().high();
        if (!CURRENCY.matcher(p.unit()).matches() || p.unit().equals(DOLLAR)) {
            return new Figures(p.value(), low, high, p.unit());
        }
        Optional<BigDecimal> rate = parameters
                .inForce("currency." + p.unit().toLowerCase(Locale.ROOT), day)
                .map(Parameter::value);
        return new Figures(times(p.value(), rate), times(low, rate), times(high, rate), DOLLAR);
    }

    /** Unknown where no rate is on file. */
    private static @Nullable BigDecimal times(@Nullable BigDecimal figure, Optional<BigDecimal> rate) {
        return figure == null
                ? null
                : rate.map(r -> Numbers.normalised(figure.multiply(r))).orElse(null);
    }

    private record Figures(
            @Nullable BigDecimal value,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            String unit) {}
}
