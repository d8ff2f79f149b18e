package interlock.parameter;

import interlock.vocabulary.Derived.EventType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All thresholds on file, with all their values over time. */
public final class ParameterSet {
    private static final Comparator<Parameter> ORDER = Comparator.comparing(Parameter::id)
            .thenComparing(p -> p.effectiveFrom() == null ? LocalDate.MIN : p.effectiveFrom());

    private final List<Parameter> parameters;
    private final Map<String, List<Parameter>> byId;
    private final SortedMap<String, String> files;
    private final SortedSet<String> ids;

    /** @param files the SHA-256 (hex) of each file read, by path */
    public ParameterSet(Collection<Parameter> parameters, Map<String, String> files) {
        this(parameters, files, Set.of());
    }

    /** @param broken the ids of thresholds that are on file but cannot be used */
    ParameterSet(Collection<Parameter> parameters, Map<String, String> files, Set<String> broken) {
        this.parameters = parameters.stream().sorted(ORDER).toList();
        this.byId = this.parameters.stream().collect(Collectors.groupingBy(Parameter::id));
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        SortedSet<String> all = new TreeSet<>(broken);
        all.addAll(byId.keySet());
        this.ids = Collections.unmodifiableSortedSet(all);
    }

    /** Every value, by id and then by the day from which it holds. */
    public List<Parameter> all() {
        return parameters;
    }

    /** The SHA-256 (hex) of each file read, by path. */
    public SortedMap<String, String> files() {
        return files;
    }

    /** The ids of all thresholds, in force or not, those that cannot be used included. */
    public SortedSet<String> ids() {
        return ids;
    }

    /** The value of a threshold in force on that day; of several the one that came into force last. */
    public Optional<Parameter> inForce(String id, LocalDate day) {
        return byId.getOrDefault(id, List.of()).stream()
                .filter(p -> p.inForceOn(day))
                .reduce((first, second) -> second);
    }

    /** The values in force on that day of the thresholds that go by the day itself, one for each that has one, by id. */
    public List<Parameter> inForce(LocalDate day) {
        return ids().stream()
                .filter(id -> event(id).isEmpty())
                .flatMap(id -> inForce(id, day).stream())
                .toList();
    }

    /** The event by whose day a threshold goes; empty if it goes by the day that the world is looked at. */
    public Optional<EventType> event(String id) {
        return byId.getOrDefault(id, List.of()).stream()
                .findFirst()
                .flatMap(p -> p.appliesBy().event());
    }

    /** All values of a threshold, by the day from which they hold. */
    public List<Parameter> values(String id) {
        return byId.getOrDefault(id, List.of());
    }
}
