package interlock.engine;

import interlock.engine.ReadClause.Constraint;
import interlock.engine.ReadClause.How;
import interlock.engine.ReadClause.PatternRead;
import interlock.vocabulary.Party;
import interlock.vocabulary.Records;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** About how many rows conditions give over what is on file: facts are counted, conclusions worked out from their clauses. */
final class Estimate {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final double MOST = 1e15;

    private final RuleSet rules;
    /** The kinds that are being worked out; one that needs itself is taken to be as many as there are parties. */
    private final Set<String> open = new HashSet<>();

    Estimate(RuleSet rules) {
        this.rules = rules;
    }

    /** How many of a kind there are. */
    double count(String kind) {
        double facts = rules.of(kind).size();
        if (!rules.concluded(kind)) {
            return facts;
        }
        if (!open.add(kind)) {
            return rules.parties().size();
        }
        double rows = rules.clauses().stream()
                .filter(c -> c.shape().conclusions().contains(kind))
                .mapToDouble(this::rows)
                .sum();
        open.remove(kind);
        // There are no more than there are ways to choose its parties, if parties are all it tells of.
        return facts + Math.min(rows, MOST);
    }

    /** How many of what a pattern matches satisfy its comparisons with literals. */
    double count(PatternRead pattern) {
        if (pattern.kind().equals("Clock") || singled(pattern)) {
            return 1;
        }
        if (rules.concluded(pattern.kind())) {
            return count(pattern.kind());
        }
        return rules.of(pattern.kind()).stream()
                .filter(item -> pattern.demands().stream().allMatch(d -> mayHold(d, item)))
                .count();
    }

    /** Whether a pattern can match one thing only: an id in quotes. */
    static boolean singled(PatternRead pattern) {
        return pattern.demands().stream()
                .anyMatch(d -> ("id".equals(d.condition().field())
                                || (pattern.kind().equals("Inapplicable")
                                        && "parameter".equals(d.condition().field())))
                        && "==".equals(d.condition().operator())
                        && Condition.quoted(d.condition().operand())
                        && d.alternatives().size() == 1);
    }

    private static boolean mayHold(Constraint demand, Object item) {
        return demand.alternatives().stream().anyMatch(c -> {
            if (c.field() == null || c.operator() == null || !Values.plain(String.valueOf(c.operand()))) {
                return true;
            }
            Object value = RuleSet.value(item, c.field());
            String operand = String.valueOf(Condition.literal(c.operand()));
            return switch (c.operator()) {
                case "==" -> operand.equals(String.valueOf(value));
                case "!=" -> !operand.equals(String.valueOf(value));
                case "contains" ->
                    value instanceof java.util.List<?> list
                            && list.stream().anyMatch(v -> operand.equals(String.valueOf(v)));
                default -> true;
            };
        });
    }

    /** How many rows the conditions of a clause give that are matched one after another. */
    double rows(ReadClause clause) {
        double rows = 1;
        for (PatternRead pattern : clause.matched()) {
            rows = Math.min(MOST, Math.max(1, rows * beside(clause, pattern)));
        }
        return rows;
    }

    /** How many of what a pattern matches go with one row of what stands before it. */
    private double beside(ReadClause clause, PatternRead pattern) {
        double count = count(pattern);
        for (Constraint demand : pattern.demands()) {
            if (equality(clause, pattern, demand)) {
                count /= Math.max(
                        1, distinct(pattern, String.valueOf(demand.condition().field())));
            }
        }
        return count;
    }

    private double distinct(PatternRead pattern, String field) {
        String kind = pattern.kind();
        if (!rules.concluded(kind)) {
            return rules.of(kind).stream()
                    .map(i -> String.valueOf(RuleSet.value(i, field)))
                    .distinct()
                    .count();
        }
        Class<?> record = pattern.shelf().kinds().get(kind);
        boolean party = record != null
                && Records.declared(record).stream()
                        .anyMatch(c -> c.getName().equals(field) && c.isAnnotationPresent(Party.class));
        return party ? Math.min(count(kind), Math.max(1, rules.parties().size())) : count(kind);
    }

    /** Whether a demand compares a field for equality with what is bound before. */
    static boolean equality(ReadClause clause, PatternRead pattern, Constraint demand) {
        Condition c = demand.condition();
        return c.field() != null
                && "==".equals(c.operator())
                && demand.alternatives().size() == 1
                && joins(clause, pattern, demand)
                && String.valueOf(c.operand()).startsWith("$");
    }

    /** Whether a demand names what is bound before its pattern. */
    static boolean joins(ReadClause clause, PatternRead pattern, Constraint demand) {
        Matcher m = VARIABLE.matcher(Condition.blanked(demand.text()));
        while (m.find()) {
            String variable = m.group();
            if (!variable.equals(pattern.binds())
                    && pattern.boundTo(variable).isEmpty()
                    && clause.patterns().stream().anyMatch(p -> p.at() < pattern.at() && binds(p, variable))) {
                return true;
            }
            if (clause.gatherings().stream()
                    .anyMatch(g -> g.block() < pattern.at() && g.functions().containsKey(variable))) {
                return true;
            }
        }
        return false;
    }

    private static boolean binds(PatternRead pattern, String variable) {
        return variable.equals(pattern.binds()) || pattern.boundTo(variable).isPresent();
    }

    /** Whether it belongs to what grows with every row: matched, or one of alternatives. */
    static boolean grows(PatternRead pattern) {
        return pattern.frame().how() == How.MATCHED || pattern.frame().how() == How.CHOSEN;
    }
}
