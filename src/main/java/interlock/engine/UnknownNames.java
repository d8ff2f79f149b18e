package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.engine.ReadClause.Constraint;
import interlock.engine.ReadClause.PatternRead;
import interlock.fact.Qualifier;
import interlock.vocabulary.Field;
import interlock.vocabulary.Party;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Ids of parties and facts, and tags, in quotes that nothing on file has. */
final class UnknownNames {
    private static final Set<String> PARTIES = Set.of("Company", "Person", "Fund");
    /** Text that is prose, or that has been looked at already. */
    private static final Set<String> PROSE = Set.of(
            "Parameter.id",
            "Applicable.parameter",
            "Inapplicable.parameter",
            "Signal.policy",
            "Signal.pack",
            "Company.name",
            "Person.name",
            "Fund.name");

    private UnknownNames() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        if (!rules.stocked()) {
            return Stream.empty();
        }
        return rules.clauses().stream()
                .flatMap(c -> c.patterns().stream()
                        .filter(p -> !p.listed())
                        .flatMap(p -> p.demands().stream()
                                .flatMap(d -> d.alternatives().stream().flatMap(a -> in(rules, c, p, d, a).stream()))));
    }

    private static Optional<Diagnostic> in(
            RuleSet rules, ReadClause clause, PatternRead pattern, Constraint demand, Condition condition) {
        String field = condition.field();
        if (field == null || !Condition.quoted(condition.operand()) || PROSE.contains(pattern.kind() + "." + field)) {
            return Optional.empty();
        }
        String word = String.valueOf(Condition.literal(condition.operand()));
        int at = demand.at() + Math.max(0, demand.text().indexOf(word));
        if (isParty(pattern, field)) {
            SortedSet<String> parties = rules.parties();
            return parties.contains(word)
                    ? Optional.empty()
                    : Optional.of(RuleSet.warning(
                            clause,
                            "IL165",
                            at,
                            word.length(),
                            "there is no party `" + word + "` on file",
                            DidYouMean.help(word, parties, "the id of a party is its `id:` in the fact base")));
        }
        SortedSet<String> known = known(rules, pattern, field);
        return known.contains(word)
                ? Optional.empty()
                : DidYouMean.nearest(word, known)
                        .map(near -> RuleSet.warning(
                                clause,
                                "IL166",
                                at,
                                word.length(),
                                "no `" + pattern.kind() + "` on file has the " + field + " `" + word + "`",
                                "did you mean `" + near + "`?"));
    }

    private static boolean isParty(PatternRead pattern, String field) {
        Class<?> record = pattern.shelf().kinds().get(pattern.kind());
        return (PARTIES.contains(pattern.kind()) && field.equals("id"))
                || (record != null
                        && Arrays.stream(record.getRecordComponents())
                                .filter(c -> c.getName().equals(field))
                                .anyMatch((RecordComponent c) -> c.isAnnotationPresent(Party.class)));
    }

    /** What a field can hold, or holds in what is on file. */
    private static SortedSet<String> known(RuleSet rules, PatternRead pattern, String field) {
        String kind = pattern.kind();
        SortedSet<String> known = new TreeSet<>();
        if (kind.equals("Claim") && field.equals("attribute")) {
            pattern.shelf()
                    .vocabulary()
                    .kinds()
                    .forEach(k -> k.fields().stream()
                            .filter(f -> f.type() == Field.Type.MONEY || f.type() == Field.Type.SHARE)
                            .forEach(f -> known.add(f.name())));
        } else if (kind.equals("Claim") && field.equals("qualifier")) {
            for (Qualifier qualifier : Qualifier.values()) {
                known.add(qualifier.name());
            }
        } else if (kind.equals("Signal") && field.equals("grade")) {
            rules.clauses().stream()
                    .map(c -> c.clause().grade())
                    .filter(g -> g != null)
                    .forEach(g -> known.add(String.valueOf(g)));
        } else {
            for (Object item : rules.of(kind)) {
                Object value = RuleSet.value(item, field);
                if (value instanceof List<?> list) {
                    list.forEach(v -> known.add(String.valueOf(v)));
                } else if (value != null) {
                    known.add(value.toString());
                }
            }
        }
        return known;
    }
}
