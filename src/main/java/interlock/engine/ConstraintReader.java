package interlock.engine;

import interlock.diagnostic.DidYouMean;
import interlock.engine.ReadClause.Constraint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.ExprConstraintDescr;

/** Reads one constraint of a pattern: every word in it, and what it binds. */
final class ConstraintReader {
    private static final Pattern HALF =
            Pattern.compile("(&&|\\|\\||\\()\\s*(==|!=|>=|<=|>|<|not\\s+contains\\b|not\\s+memberOf\\b|not\\s+in\\b"
                    + "|contains\\b|memberOf\\b|matches\\b|in\\b)");
    private static final Pattern FIELD = Pattern.compile("^\\s*(?:\\$\\w+\\s*:)?\\s*([a-z][\\w.]*)");

    /** The kinds of givens that name their parameter. */
    static final Set<String> BY_EVENT = Set.of("Applicable", "Inapplicable");

    private final ClauseDraft draft;
    private final Shelf shelf;
    private final String text;

    ConstraintReader(ClauseDraft draft) {
        this.draft = draft;
        this.shelf = draft.shelf();
        this.text = draft.text();
    }

    /** @param kind what the pattern matches; empty in the conditions of an accumulate */
    void read(String kind, ExprConstraintDescr descr, Set<String> scope) {
        Condition condition = Condition.of(descr.getExpression());
        int start = start(descr);
        if (half(descr.getExpression(), start)) {
            return;
        }
        boolean lost = false;
        for (Condition.Token token : condition.tokens()) {
            int index = text.indexOf(token.text(), Math.min(start + token.offset(), text.length()));
            int place = index < 0 ? start : index;
            if (token.text().equals("new")) {
                draft.error(
                        "IL131",
                        place,
                        token.text().length(),
                        "nothing new can be made in a condition",
                        "compare fields, variables and what functions give");
                break;
            }
            if (lost && token.sort() == Condition.Sort.SUBFIELD) {
                continue;
            }
            int before = draft.page().count();
            switch (token.sort()) {
                case FIELD -> {
                    if (!shelf.fieldsOf(kind).contains(token.text())) {
                        draft.error(
                                "IL131",
                                place,
                                token.text().length(),
                                shelf.kinds().containsKey(kind)
                                        ? "`" + kind + "` has no field `" + token.text() + "`"
                                        : "there is no field `" + token.text() + "` here",
                                shelf.kinds().containsKey(kind)
                                        ? DidYouMean.help(
                                                token.text(),
                                                shelf.fieldsOf(kind),
                                                "its fields are " + String.join(", ", shelf.fieldsOf(kind)))
                                        : "compare a variable, as in `$sum > 0`, or `this`");
                    }
                }
                case SUBFIELD -> {
                    if (!shelf.fields().contains(token.text())) {
                        draft.error(
                                "IL131",
                                place,
                                token.text().length(),
                                "there is no field `" + token.text() + "`",
                                DidYouMean.help(token.text(), shelf.fields(), "a share has the fields low and high"));
                    }
                }
                case VARIABLE -> {
                    if (!scope.contains(token.text())) {
                        draft.unbound(token.text(), place, scope);
                    }
                }
                case CONSTANT -> constant(token, condition, place);
                case FUNCTION -> function(token, place);
                case STRING -> {
                    // Literals are looked at with the comparison that they stand in.
                }
                default -> throw new IllegalStateException("a word of no sort: " + token);
            }
            lost = draft.page().count() > before;
        }
        for (Condition part : Condition.parts(descr.getExpression())) {
            Comparison.mismatch(shelf, kind, part, draft.types()).ifPresent(m -> {
                String operand = String.valueOf(m.field() ? part.field() : part.operand());
                int at = text.indexOf(
                        operand, start + Math.max(0, descr.getExpression().indexOf(part.text())));
                draft.error("IL135", at < 0 ? start : at, operand.length(), m.message(), m.help());
            });
        }
        if (condition.binds() != null) {
            String binds = condition.binds();
            scope.add(binds);
            String bindsTo = descr.getExpression().replaceFirst("^[^:]*:", "").strip();
            draft.types().remove(binds);
            shelf.typeOf(kind, bindsTo).ifPresent(t -> draft.types().put(binds, t));
            boolean calls = condition.tokens().stream().anyMatch(t -> t.sort() == Condition.Sort.FUNCTION);
            if (calls) {
                // Drools 10.2: in an accumulate the executable model hands on another value than the one bound.
                draft.error(
                        "IL128",
                        start,
                        condition.text().length(),
                        "a variable is bound to a field, not to what a function gives",
                        "bind the fields and call the function where the value is used");
            }
        }
        boolean threshold = (kind.equals("Parameter") && "id".equals(condition.field()))
                || (BY_EVENT.contains(kind) && "parameter".equals(condition.field()));
        if (threshold && Condition.quoted(condition.operand())) {
            parameter(String.valueOf(Condition.literal(condition.operand())), start);
        }
        if (kind.equals("Signal")
                && ("policy".equals(condition.field()) || "pack".equals(condition.field()))
                && Condition.quoted(condition.operand())) {
            source(String.valueOf(Condition.literal(condition.operand())), start);
        }
    }

    /** A comparison that names its field only once: one of the two grammars of the language takes it, the other not. */
    private boolean half(String expression, int start) {
        Matcher half = HALF.matcher(Condition.blanked(expression));
        if (!half.find()) {
            return false;
        }
        Matcher field = FIELD.matcher(expression);
        String name = field.find() ? field.group(1) : "field";
        draft.error(
                "IL129",
                start + half.start(2),
                half.end(2) - half.start(2),
                "each comparison names its field",
                "write `" + name + " " + expression.substring(half.start(2), half.end(2)) + " …` here");
        return true;
    }

    /** A constraint with its place. */
    Constraint at(ExprConstraintDescr descr) {
        return new Constraint(start(descr), Condition.of(descr.getExpression()));
    }

    /** Where a constraint begins. */
    int start(ExprConstraintDescr descr) {
        int end = descr.getEndCharacter() + 1;
        int from = end - descr.getExpression().length();
        // The parser's start lies behind a binding, its text before it; the end is always right.
        return from >= 0 && end <= text.length() && text.startsWith(descr.getExpression(), from)
                ? from
                : Math.max(0, descr.getStartCharacter());
    }

    private void constant(Condition.Token token, Condition condition, int place) {
        if (shelf.names().containsKey(token.text())) {
            return;
        }
        Optional<String> home = condition.tokens().stream()
                .filter(t -> t.sort() == Condition.Sort.CONSTANT && t.offset() < token.offset())
                .map(Condition.Token::text)
                .filter(shelf.names()::containsKey)
                .reduce((first, second) -> second);
        if (home.isEmpty() && text.charAt(Math.max(0, place - 1)) == '.') {
            // Its home has been found unknown already.
            return;
        }
        if (home.isEmpty()) {
            List<String> homes = shelf.names().entrySet().stream()
                    .filter(e -> e.getValue().contains(token.text()))
                    .map(Map.Entry::getKey)
                    .toList();
            draft.error(
                    "IL132",
                    place,
                    token.text().length(),
                    "`" + token.text() + "` is not a name that a policy knows",
                    homes.isEmpty()
                            ? DidYouMean.help(token.text(), shelf.names().keySet(), "put text in quotes")
                            : "write `" + homes.get(0) + "." + token.text() + "`");
        } else if (!shelf.names().getOrDefault(home.get(), List.of()).contains(token.text())) {
            List<String> names = shelf.names().getOrDefault(home.get(), List.of());
            draft.error(
                    "IL132",
                    place,
                    token.text().length(),
                    "`" + home.get() + "` has no name `" + token.text() + "`",
                    DidYouMean.help(token.text(), names, "its names are " + String.join(", ", names)));
        }
    }

    private void function(Condition.Token token, int place) {
        if (!Functions.NAMES.contains(token.text())) {
            draft.error(
                    "IL133",
                    place,
                    token.text().length(),
                    "there is no function `" + token.text() + "` in policies",
                    DidYouMean.help(token.text(), Functions.NAMES, "there are " + String.join(", ", Functions.NAMES)));
        }
    }

    private void parameter(String id, int start) {
        draft.parameters().add(id);
        if (!draft.ids().parameters().contains(id)) {
            int index = text.indexOf(id, start);
            draft.error(
                    "IL134",
                    Math.max(index, 0),
                    id.length(),
                    "there is no parameter `" + id + "`",
                    DidYouMean.help(id, draft.ids().parameters(), "add it to a file in `rules/parameters/`"));
        }
    }

    private void source(String id, int start) {
        if (!draft.ids().policies().contains(id)) {
            draft.error(
                    "IL136",
                    Math.max(text.indexOf(id, start), 0),
                    id.length(),
                    "there is no policy or pack `" + id + "`",
                    DidYouMean.help(id, draft.ids().policies(), "a policy is named by its path below the rules"));
        }
    }
}
