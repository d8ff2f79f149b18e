package interlock.report;

import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values that proofs go by, each under a key of its own: the id of the parameter where it goes by the day of the report;
 * the id with the first day of the value where several values of one parameter may stand in one report.
 */
final class CitedParameters {
    private final ParameterSet parameters;
    private final LocalDate asOf;
    private final SortedMap<String, Parameter> cited = new TreeMap<>();

    CitedParameters(ParameterSet parameters, LocalDate asOf) {
        this.parameters = parameters;
        this.asOf = asOf;
    }

    /** The key of what a given stands for; empty if it is no value on file. */
    Optional<String> key(Object given) {
        if (given instanceof Derived.Parameter p && parameters.ids().contains(p.id())) {
            parameters.inForce(p.id(), asOf).ifPresent(value -> cited.put(p.id(), value));
            return Optional.of(p.id());
        }
        if (given instanceof Derived.Applicable a) {
            LocalDate day = a.date();
            return day == null
                    ? Optional.empty()
                    : parameters.inForce(a.parameter(), day).map(this::row);
        }
        if (given instanceof Derived.Inapplicable i) {
            return parameters.values(i.parameter()).stream()
                    .filter(p -> p.status().name().equals(i.status())
                            && Objects.equals(p.effectiveFrom(), i.effectiveFrom()))
                    .findFirst()
                    .map(this::row);
        }
        return Optional.empty();
    }

    private String row(Parameter value) {
        String key = value.id() + "@" + (value.effectiveFrom() == null ? "any" : value.effectiveFrom());
        cited.put(key, value);
        return key;
    }

    /** The value that a key stands for. */
    Optional<Parameter> value(String key) {
        return Optional.ofNullable(cited.get(key));
    }
}
