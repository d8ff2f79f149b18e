package interlock.engine;

import interlock.engine.ReadClause.Constraint;
import interlock.engine.ReadClause.PatternRead;
import interlock.vocabulary.Records;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may be unknown: fields that a fact need not have, until a condition asks for them. */
final class Nullness {
    private Nullness() {}

    /** Whether a field of a kind may be unknown. */
    static boolean of(Shelf shelf, String kind, String path) {
        Class<?> record = shelf.kinds().get(kind);
        boolean may = false;
        for (String field : path.split("\\.", -1)) {
            if (record == null || !record.isRecord()) {
                return false;
            }
            Optional<RecordComponent> component = Records.declared(record).stream()
                    .filter(c -> c.getName().equals(field))
                    .findFirst();
            if (component.isEmpty()) {
                return false;
            }
            may = may || component.get().getAnnotatedType().isAnnotationPresent(Nullable.class);
            record = component.get().getType();
        }
        return may;
    }

    /** Whether a field may still be unknown in what a pattern matches: no other condition of it asks for a value. */
    static boolean open(PatternRead pattern, String field, @Nullable Constraint but) {
        return of(pattern.shelf(), pattern.kind(), field)
                && pattern.demands().stream()
                        .filter(d -> !d.equals(but))
                        .noneMatch(d -> d.alternatives().stream().allMatch(c -> asks(c, field)));
    }

    private static boolean asks(Condition c, String field) {
        if (!field.equals(c.field()) || c.operator() == null || c.operand() == null) {
            return false;
        }
        return switch (c.operator()) {
            case "!=" -> c.operand().equals("null");
            case "==" -> !c.operand().equals("null") && !c.operand().startsWith("$");
            case ">", ">=", "<", "<=", "in" -> true;
            default -> false;
        };
    }

    /** Whether a variable, or a field of one, may be unknown where it is used behind all conditions. */
    static boolean open(ReadClause clause, String expression) {
        int dot = expression.indexOf('.');
        String variable = dot < 0 ? expression : expression.substring(0, dot);
        if (Pattern.compile(Pattern.quote(expression) + "\\s*!=\\s*null")
                .matcher(clause.text())
                .find()) {
            return false;
        }
        List<PatternRead> binding = clause.patterns().stream()
                .filter(p -> clause.bound().contains(variable))
                .filter(p ->
                        p.frame().how() == ReadClause.How.MATCHED || p.frame().how() == ReadClause.How.CHOSEN)
                .filter(p -> variable.equals(p.binds()) || p.boundTo(variable).isPresent())
                .toList();
        return binding.stream().anyMatch(p -> {
            if (variable.equals(p.binds())) {
                return dot >= 0 && open(p, expression.substring(dot + 1), null);
            }
            return dot < 0 && p.boundTo(variable).filter(f -> open(p, f, null)).isPresent();
        });
    }
}
