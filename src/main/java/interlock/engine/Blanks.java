package interlock.engine;

import interlock.engine.OpenClause.Unknown;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Figures;
import interlock.vocabulary.Money;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures that are asked for and that nobody tells, each once, numbered as they are met. */
final class Blanks {
    private static final BigDecimal WHOLE = new BigDecimal(100);
    private static final String ATTRIBUTE = "attribute";

    private final Shelf shelf;
    private final Map<Object, List<Fact>> grounds;
    private final Map<Unknown, Integer> numbers = new HashMap<>();
    private final List<Unknown> unknown = new ArrayList<>();
    private final Map<String, Optional<Bounds>> figures = new HashMap<>();

    /** Within what a figure of a kind lies whatever it is. */
    private record Bounds(
            @Nullable BigDecimal low, @Nullable BigDecimal high) {}

    /** @param grounds of what is derived, the facts that it was derived from */
    Blanks(Shelf shelf, Map<Object, List<Fact>> grounds) {
        this.shelf = shelf;
        this.grounds = grounds;
    }

    List<Unknown> of(Lacks lacks) {
        return lacks.numbers().mapToObj(unknown::get).sorted().toList();
    }

    Lacks lacks(Unknown what) {
        return Lacks.of(numbers.computeIfAbsent(what, u -> {
            unknown.add(u);
            return unknown.size() - 1;
        }));
    }

    /** Whether a field of a kind holds a number or a day that need not be told. */
    boolean figure(String kind, List<String> path) {
        return bounds(kind, path).isPresent();
    }

    /** Whether a company has the figures of this kind whether or not anybody tells them. */
    boolean figures(String kind) {
        Class<?> type = shelf.kinds().get(kind);
        return type != null && Fact.class.isAssignableFrom(type) && type.isAnnotationPresent(Figures.class);
    }

    /** The value of a field of a fact or given: what is told, or what can be said of what is not. */
    @Nullable
    Object value(Object item, List<String> path) {
        @Nullable Object value = item;
        @Nullable Object whole = null;
        for (String field : path) {
            whole = value;
            if (!(value instanceof Record)) {
                return Vague.anything(Lacks.NONE);
            }
            value = Records.value(value, field);
        }
        if (value != null || isInterval(item)) {
            return value;
        }
        String kind = item.getClass().getSimpleName();
        Optional<Bounds> bounds = bounds(kind, path);
        if (bounds.isEmpty()) {
            return null;
        }
        Lacks lacks = lacks(item, path);
        @Nullable BigDecimal low = bounds.get().low();
        @Nullable BigDecimal high = bounds.get().high();
        if (whole instanceof Range range) {
            low = range.low() == null ? low : range.low();
            high = range.high() == null ? high : range.high();
        } else if (item instanceof Derived.Claim claim && claim.cap() != null) {
            high = claim.cap();
        }
        return new Vague(low, high, true, lacks);
    }

    /** Of what is derived, what nobody tells of the facts that it was derived from. */
    private Lacks lacks(Object item, List<String> path) {
        Lacks under = Lacks.NONE;
        if (item instanceof Derived given) {
            for (Unknown u : Deriving.unknown(given, String.join(".", path), grounds.getOrDefault(given, List.of()))) {
                under = under.and(lacks(u));
            }
        }
        return under.isEmpty() ? lacks(unknown(item, path.get(0))) : under;
    }

    /** What can be said of a figure of a fact that is on no file. */
    Vague absent(String kind, List<String> path, SortedMap<String, String> about) {
        Bounds bounds = bounds(kind, path).orElse(new Bounds(null, null));
        return new Vague(bounds.low(), bounds.high(), true, lacks(new Unknown(kind, null, null, path.get(0), about)));
    }

    /** As a report tells the identity of a fact that is on no file. */
    static SortedMap<String, String> about(Map<String, @Nullable Object> identity) {
        SortedMap<String, String> about = new TreeMap<>();
        identity.forEach((field, value) -> {
            if (value instanceof Enum<?>) {
                about.put(field, value.toString().toLowerCase(Locale.ROOT).replace('_', ' '));
            } else if (value instanceof String text) {
                about.put(field, text);
            }
        });
        return about;
    }

    private Optional<Bounds> bounds(String kind, List<String> path) {
        return figures.computeIfAbsent(kind + "." + String.join(".", path), k -> found(kind, path));
    }

    private Optional<Bounds> found(String kind, List<String> path) {
        String whole = String.join(".", path);
        Optional<Type> type = shelf.typeOf(kind, whole);
        boolean measures = type.filter(
                        t -> t.equals(BigDecimal.class) || t.equals(Integer.class) || t.equals(LocalDate.class))
                .isPresent();
        if (!measures || !Nullness.of(shelf, kind, whole)) {
            return Optional.empty();
        }
        if (path.size() > 1
                && shelf.typeOf(kind, path.get(0))
                        .filter(t -> t.equals(Range.class))
                        .isPresent()) {
            return Optional.of(new Bounds(BigDecimal.ZERO, WHOLE));
        }
        Class<?> record = shelf.kinds().get(kind);
        boolean money = record == Derived.Claim.class
                || (record != null
                        && Records.declared(record).stream()
                                .filter(c -> c.getName().equals(path.get(0)))
                                .anyMatch(Blanks::money));
        return Optional.of(new Bounds(money ? BigDecimal.ZERO : null, null));
    }

    private static boolean money(RecordComponent component) {
        return component.isAnnotationPresent(Money.class);
    }

    /** Whether it is a threshold that is an interval, and so no single value. */
    private static boolean isInterval(Object item) {
        return (item instanceof Derived.Parameter p && (p.low() != null || p.high() != null))
                || (item instanceof Derived.Applicable a && (a.low() != null || a.high() != null));
    }

    static Unknown unknown(Object item, String field) {
        String kind = item.getClass().getSimpleName();
        if (item instanceof Fact fact) {
            return new Unknown(kind, fact.id(), null, field, new TreeMap<>());
        }
        if (item instanceof Derived.Parameter p) {
            return new Unknown(kind, null, p.id(), field, new TreeMap<>());
        }
        if (item instanceof Derived.Applicable a) {
            return a.date() == null
                    ? Unknown.ofEvent(a.fact(), a.event())
                    : new Unknown(kind, a.fact(), a.parameter(), field, new TreeMap<>());
        }
        if (item instanceof Derived.Event e) {
            return Unknown.ofEvent(e.fact(), e.type());
        }
        if (item instanceof Derived.Claim c) {
            return new Unknown(kind, c.fact(), null, field, new TreeMap<>(Map.of(ATTRIBUTE, c.attribute())));
        }
        Map<String, @Nullable Object> identity = new HashMap<>();
        Records.components(item.getClass()).forEach(f -> identity.put(f, Records.value(item, f)));
        return new Unknown(kind, null, null, field, about(identity));
    }
}
