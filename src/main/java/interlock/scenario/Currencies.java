package interlock.scenario;

import interlock.fact.Amount;
import interlock.fact.Assertion;
import interlock.fact.Outcome;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the amounts of facts definite, in US dollars. The rate is the parameter {@code currency.eur} (likewise for others) in force on the day
 * the fact begins; where there is none, the amount is unknown.
 */
final class Currencies {
    private static final String DOLLAR = "USD";

    private final ParameterSet parameters;
    private final LocalDate asOf;

    Currencies(ParameterSet parameters, LocalDate asOf) {
        this.parameters = parameters;
        this.asOf = asOf;
    }

    /** Dollars for one unit of a currency, as it counts for a fact; empty if no rate is on file. */
    Optional<BigDecimal> rate(String currency, Assertion assertion) {
        if (currency.equals(DOLLAR)) {
            return Optional.of(BigDecimal.ONE);
        }
        LocalDate day = assertion.from() == null ? asOf : assertion.from();
        return parameters
                .inForce("currency." + currency.toLowerCase(Locale.ROOT), day)
                .map(Parameter::value);
    }

    /** What is firm of an amount, or its ceiling, in dollars; null if unknown. */
    @Nullable
    BigDecimal dollars(Amount amount, Choice choice, Assertion assertion) {
        BigDecimal figure = choice == Choice.FIRM ? amount.firm() : amount.ceiling();
        if (figure == null) {
            return null;
        }
        return rate(amount.currency(), assertion)
                .map(r -> Numbers.normalised(figure.multiply(r)))
                .orElse(null);
    }

    /** The fact as it is in a world where it turns out like that. */
    Fact definite(Assertion assertion, Choice choice) {
        return with(assertion, (name, amount) -> dollars(amount, choice, assertion));
    }

    /** The fact with what is firm of its amounts, where anything is, and otherwise unknown ones. */
    Fact untold(Assertion assertion) {
        return with(
                assertion,
                (name, amount) -> amount.firm() != null
                                && amount.firm().signum() == 0
                                && amount.cap() != null
                                && amount.cap().signum() > 0
                        ? null
                        : dollars(amount, Choice.FIRM, assertion));
    }

    /** The fact as one of its own outcomes has it; an amount that the outcome does not give is firm. */
    Fact definite(Assertion assertion, Outcome outcome) {
        return with(assertion, (name, amount) -> {
            BigDecimal figure = outcome.amounts().get(name);
            return figure == null
                    ? dollars(amount, Choice.FIRM, assertion)
                    : dollars(Amount.exactly(figure, amount.currency()), Choice.FIRM, assertion);
        });
    }

    private Fact with(Assertion assertion, BiFunction<String, Amount, @Nullable BigDecimal> dollars) {
        if (assertion.amounts().isEmpty()) {
            return assertion.fact();
        }
        Kind kind = Kind.of(assertion.fact());
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Field field : kind.fields()) {
            Amount amount = assertion.amounts().get(field.name());
            values.put(
                    field.name(),
                    amount == null ? kind.value(assertion.fact(), field.name()) : dollars.apply(field.name(), amount));
        }
        return kind.create(values);
    }
}
