package interlock.engine;

import interlock.engine.HeldClause.Constraint;
import interlock.engine.HeldClause.Element;
import interlock.engine.HeldClause.Match;
import interlock.engine.HeldClause.None;
import interlock.engine.HeldClause.Some;
import interlock.engine.HeldClause.Sort;
import interlock.vocabulary.Records;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts patterns that are held to a value before those they are joined with, which does not change what passes all of
 * them: of a clause that asks for a deal and then for who stands behind its investor, with the latter held to Amazon, first
 * those are looked for behind whom Amazon stands, and then their deals. Else a clause would be said to stop at deals of others.
 */
final class JoinOrder {
    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:(?!=)\\s*([a-z]\\w*)");
    private static final Pattern BOUND = Pattern.compile("(\\$\\w+)\\s*:(?!=)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");

    private final Shelf shelf;

    JoinOrder(Shelf shelf) {
        this.shelf = shelf;
    }

    /** The same conditions; those that cannot be moved stay in their order. */
    List<Element> of(List<Element> written) {
        List<Element> order = new ArrayList<>(written);
        for (int at = 1; at < order.size(); at++) {
            if (order.get(at) instanceof Match match && isHeld(match)) {
                forward(order, at);
            }
        }
        return List.copyOf(order);
    }

    private static boolean isHeld(Match match) {
        return match.from() == null && match.constraints().stream().anyMatch(c -> c.sort() == Sort.HELD);
    }

    /** Moves a pattern before the first of those it is joined with that can be joined with it instead. */
    private void forward(List<Element> order, int at) {
        Match moved = (Match) order.remove(at);
        int to = at;
        for (int i = at - 1; i >= 0; i--) {
            Set<String> shared = used(moved);
            shared.retainAll(bound(order.get(i)));
            if (!shared.isEmpty()) {
                Optional<Turned> turned = turned(moved, order.get(i), shared);
                if (turned.isEmpty()) {
                    break;
                }
                moved = turned.get().first();
                order.set(i, turned.get().second());
                to = i;
            }
        }
        order.add(to, moved);
    }

    /** Two patterns, of which the first now binds what they share. */
    private record Turned(Match first, Match second) {}

    private Optional<Turned> turned(Match later, Element before, Set<String> shared) {
        if (!(before instanceof Match earlier)) {
            return Optional.empty();
        }
        Turned turned = new Turned(later, earlier);
        for (String variable : shared) {
            Optional<Match> first = binding(turned.first(), variable);
            Optional<Match> second = asking(turned.second(), variable);
            if (first.isEmpty() || second.isEmpty()) {
                return Optional.empty();
            }
            turned = new Turned(first.get(), second.get());
        }
        return Optional.of(turned);
    }

    /** The pattern that binds a variable where it asked for the same as that; empty if it uses the variable otherwise. */
    private Optional<Match> binding(Match match, String variable) {
        List<Constraint> turned = new ArrayList<>();
        boolean binds = false;
        for (Constraint c : match.constraints()) {
            @Nullable String field = binds ? null : equal(c, variable);
            if (field != null && isText(match, field)) {
                turned.add(new Constraint(variable + " : " + field, Sort.BINDING));
                binds = true;
            } else if (variables(c.text()).contains(variable) && !binds) {
                return Optional.empty();
            } else {
                turned.add(c);
            }
        }
        return binds ? Optional.of(with(match, turned)) : Optional.empty();
    }

    /** The pattern that asks for the same as a variable which it bound; empty if it uses the variable itself. */
    private Optional<Match> asking(Match match, String variable) {
        if (match.from() != null) {
            return Optional.empty();
        }
        List<Constraint> joined = new ArrayList<>();
        boolean asks = false;
        for (Constraint c : match.constraints()) {
            Matcher binding = BINDING.matcher(c.text());
            if (binding.matches() && binding.group(1).equals(variable)) {
                if (!isText(match, binding.group(2))) {
                    return Optional.empty();
                }
                joined.add(new Constraint(binding.group(2) + " == " + variable, Sort.NAMED));
                asks = true;
            } else {
                joined.add(c);
            }
        }
        return asks ? Optional.of(with(match, joined)) : Optional.empty();
    }

    private static @Nullable String equal(Constraint c, String variable) {
        Condition condition = Condition.of(c.text());
        return condition.binds() == null && "==".equals(condition.operator()) && variable.equals(condition.operand())
                ? condition.field()
                : null;
    }

    private static Match with(Match match, List<Constraint> constraints) {
        return new Match(
                match.variable(), match.kind(), List.copyOf(constraints), match.from(), match.written(), match.at());
    }

    /** Whether a field is a text, so that it makes no difference which of two such is compared with the other. */
    private boolean isText(Match match, String field) {
        Class<?> type = shelf.kinds().get(match.kind());
        return type != null
                && Records.declared(type).stream()
                        .anyMatch(c -> c.getName().equals(field) && c.getType() == String.class);
    }

    private static Set<String> variables(String text) {
        Set<String> variables = new HashSet<>();
        VARIABLE.matcher(Condition.blanked(text)).results().forEach(r -> variables.add(r.group()));
        return variables;
    }

    /** The variables that a pattern needs. */
    private static Set<String> used(Match match) {
        Set<String> used = new HashSet<>();
        match.constraints().forEach(c -> used.addAll(variables(c.text())));
        used.removeAll(bound(match));
        return used;
    }

    /** The variables that a condition binds for those below it. */
    private static Set<String> bound(Element element) {
        Set<String> bound = new HashSet<>();
        if (element instanceof None || element instanceof Some) {
            return bound;
        }
        BOUND.matcher(Condition.blanked(element.text())).results().forEach(r -> bound.add(r.group(1)));
        return bound;
    }
}
