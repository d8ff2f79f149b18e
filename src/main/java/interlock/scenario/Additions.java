package interlock.scenario;

import interlock.derivation.Absence;
import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.Openings;
import interlock.fact.Assertion;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The facts that, if they were on file, would be what a clause found absent: what they must say is read off the
 * conditions below its {@code not}, with the values that the proof gave to the variables.
 */
final class Additions {
    private static final int MOST = 24;
    private static final Pattern PLAIN = Pattern.compile(
            "\\s*(\\w+)(?:\\.\\w+)?\\s*(==|contains)\\s*(\\$?[\\w.]+|\"[^\"]*\"|'[^']*')\\s*", Pattern.DOTALL);

    private final Trials.Setting setting;
    private final Latitude latitude;
    private final SignalKey key;

    Additions(Trials.Setting setting, Latitude latitude, SignalKey key) {
        this.setting = setting;
        this.latitude = latitude;
        this.key = key;
    }

    /** What would be found where a step, or one that it rests on, found nothing. */
    List<Measure> under(Derivation derivation, Step step) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        Set<Derived> seen = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>(List.of(step));
        while (!open.isEmpty()) {
            Step next = open.pop();
            for (Absence absence : next.absences()) {
                for (Absence.Pattern pattern : absence.patterns()) {
                    for (Measure m : of(pattern, next.bindings())) {
                        measures.putIfAbsent(m.said(), m);
                    }
                }
            }
            for (Premise p : next.premises()) {
                if (p.how() != Premise.How.LACKING && p.item() instanceof Derived derived && seen.add(derived)) {
                    derivation.justifying(derived).forEach(open::push);
                }
            }
        }
        return List.copyOf(measures.values());
    }

    private List<Measure> of(Absence.Pattern pattern, SortedMap<String, Object> bindings) {
        Optional<Kind> kind = setting.policies().policies().vocabulary().kind(pattern.kind());
        if (kind.isEmpty()) {
            return concluded(pattern);
        }
        if (!latitude.addable(pattern.kind())) {
            return List.of();
        }
        List<Map<String, List<Object>>> ways = new ArrayList<>();
        ways.add(new TreeMap<>());
        for (Absence.Condition condition : pattern.conditions()) {
            List<Map<String, List<Object>>> more = new ArrayList<>();
            for (Demand demand : demands(condition, bindings)) {
                for (Map<String, List<Object>> way : ways) {
                    more.add(with(way, demand));
                }
            }
            if (!more.isEmpty()) {
                ways.clear();
                ways.addAll(more.subList(0, Math.min(MOST, more.size())));
            }
        }
        return ways.stream().map(w -> fact(kind.get(), w)).toList();
    }

    /** What would let clauses conclude what a step found absent. */
    private List<Measure> concluded(Absence.Pattern pattern) {
        Map<String, String> values = new TreeMap<>();
        for (Absence.Condition c : pattern.conditions()) {
            if (c.field() != null && "==".equals(c.operator()) && c.value() != null) {
                values.put(c.field(), c.value().toString());
            }
        }
        List<Measure> measures = new ArrayList<>();
        for (Openings.Opening opening : Openings.of(setting.policies(), pattern.kind(), values)) {
            Optional<Kind> kind = setting.policies().policies().vocabulary().kind(opening.kind());
            if (kind.isPresent() && latitude.addable(opening.kind())) {
                Map<String, List<Object>> demanded = new TreeMap<>();
                opening.names().forEach((field, names) -> demanded.put(field, List.of(names.get(0))));
                opening.equal().forEach((field, value) -> demanded.put(field, List.of(value)));
                demanded.keySet()
                        .removeIf(f -> f.equals("id") || kind.get().field(f).isEmpty());
                measures.add(fact(kind.get(), demanded));
            }
        }
        return measures;
    }

    /** What a field must hold, or be among what it holds. */
    private record Demand(String field, Object value) {}

    private static Map<String, List<Object>> with(Map<String, List<Object>> way, Demand demand) {
        Map<String, List<Object>> more = new TreeMap<>(way);
        List<Object> values = new ArrayList<>(more.getOrDefault(demand.field(), List.of()));
        if (!values.contains(demand.value())) {
            values.add(demand.value());
        }
        more.put(demand.field(), values);
        return more;
    }

    /** What would meet a condition: one of these; none if it is met anyway, or nobody can tell. */
    private static List<Demand> demands(Absence.Condition condition, SortedMap<String, Object> bindings) {
        String field = condition.field();
        Object value = condition.value();
        if (field != null && value != null && condition.operator() != null) {
            String name = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
            return switch (condition.operator()) {
                case "==", "contains", ">=", "<=" -> known(name, value);
                case ">" ->
                    Numbers.written(value.toString())
                            .map(n -> List.of(new Demand(name, n.add(BigDecimal.ONE))))
                            .orElse(List.of());
                default -> List.of();
            };
        }
        List<Demand> either = new ArrayList<>();
        for (String part : condition.text().split("\\|\\|", -1)) {
            Matcher m = PLAIN.matcher(part);
            if (m.matches()) {
                String operand = m.group(3);
                Object bound = operand.startsWith("$") ? bindings.get(operand) : literal(operand);
                if (bound != null) {
                    either.addAll(known(m.group(1), bound));
                }
            }
        }
        return either;
    }

    private static List<Demand> known(String field, Object value) {
        return value.equals("null") || value.toString().startsWith("$") ? List.of() : List.of(new Demand(field, value));
    }

    private static String literal(String operand) {
        return operand.startsWith("\"") || operand.startsWith("'")
                ? operand.substring(1, operand.length() - 1)
                : operand.substring(operand.lastIndexOf('.') + 1);
    }

    /** A fact of a kind that says what is demanded, and no more than it must beside that. */
    Measure fact(Kind kind, Map<String, List<Object>> demanded) {
        Map<String, List<Object>> values = new TreeMap<>();
        for (Field field : kind.fields()) {
            List<Object> asked = demanded.getOrDefault(field.name(), List.of());
            values.put(field.name(), asked.isEmpty() ? otherwise(kind, field) : asked);
        }
        Set<String> taken =
                setting.facts().assertions().stream().map(Assertion::id).collect(Collectors.toCollection(TreeSet::new));
        Supposition fact = Supposition.of(kind, values, taken, setting.asOf(), setting.knownAsOf());
        return Measures.added(fact.id(), kind.name(), fact.written());
    }

    /** What a field says of which nothing is demanded: nothing, unless the fact could not be read without it. */
    private List<Object> otherwise(Kind kind, Field field) {
        if (field.type() == Field.Type.PARTY && field.list() && kind.name().equals("Mitigation")) {
            return List.copyOf(key.parties());
        }
        if (!field.required()) {
            return List.of();
        }
        return switch (field.type()) {
            case NAME -> List.of(field.names().get(0));
            case PARTY ->
                key.parties().isEmpty() ? List.of() : List.of(key.parties().get(0));
            case TEXT -> List.of("not told");
            default -> List.of();
        };
    }
}
