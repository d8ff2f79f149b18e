package interlock.scenario;

import interlock.engine.Guard;
import interlock.engine.Guards;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * In which worlds a signal holds, and how severe it is there: an ordered decision diagram over the prospects, with equal
 * parts kept once. Its root is what was made last.
 */
final class Diagram {

    /** A part of the diagram: a decision over one prospect, or the end of a path. */
    sealed interface Node {}

    /** @param prospect its place in the order; children come in the order of its turns */
    record Decision(int prospect, List<Node> children) implements Node {
        // Equal parts are one object, so looking into them again and again is not needed.
        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            if (!(other instanceof Decision d) || d.prospect != prospect || d.children.size() != children.size()) {
                return false;
            }
            for (int i = 0; i < children.size(); i++) {
                if (children.get(i) != d.children.get(i)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            int hash = prospect;
            for (Node child : children) {
                hash = 31 * hash + System.identityHashCode(child);
            }
            return hash;
        }
    }

    /** @param severity empty where the signal does not hold */
    record End(Optional<BigDecimal> severity) implements Node {
        boolean holds() {
            return severity.isPresent();
        }
    }

    private final List<Prospect> prospects;
    private final Map<Node, Node> kept = new HashMap<>();

    Diagram(List<Prospect> prospects) {
        this.prospects = List.copyOf(prospects);
    }

    List<Prospect> prospects() {
        return prospects;
    }

    Node end(Optional<BigDecimal> severity) {
        return kept(new End(severity));
    }

    /** A decision, or what all its turns lead to alike. */
    Node decision(int prospect, List<Node> children) {
        Node first = children.get(0);
        return children.stream().allMatch(c -> c == first)
                ? first
                : kept(new Decision(prospect, List.copyOf(children)));
    }

    private Node kept(Node node) {
        Node known = kept.putIfAbsent(node, node);
        return known == null ? node : known;
    }

    /** The same with the worlds told apart only by whether the signal holds. */
    Node holding(Node root) {
        return mapped(root, new HashMap<>());
    }

    private Node mapped(Node node, Map<Node, Node> done) {
        Node known = done.get(node);
        if (known != null) {
            return known;
        }
        Node mapped = node instanceof Decision d
                ? decision(
                        d.prospect(),
                        d.children().stream().map(c -> mapped(c, done)).toList())
                : end(((End) node).severity().map(s -> BigDecimal.ONE));
        done.put(node, mapped);
        return mapped;
    }

    /** The sum over all worlds of their weight times what they are worth: 1 each, or their severity. */
    double sum(Node root, List<double[]> weights, boolean severity) {
        return sum(root, weights, severity, new HashMap<>());
    }

    private static double sum(Node node, List<double[]> weights, boolean severity, Map<Node, Double> done) {
        if (node instanceof End end) {
            return end.severity().map(s -> severity ? s.doubleValue() : 1.0).orElse(0.0);
        }
        Double known = done.get(node);
        if (known != null) {
            return known;
        }
        Decision decision = (Decision) node;
        double sum = 0;
        for (int i = 0; i < decision.children().size(); i++) {
            double weight = weights.get(decision.prospect())[i];
            // What cannot come about adds nothing, whatever is below it.
            if (weight > 0) {
                sum += weight * sum(decision.children().get(i), weights, severity, done);
            }
        }
        done.put(node, sum);
        return sum;
    }

    /** The least or greatest probability that no choice of corners can pass, chosen anew in each part of the diagram. */
    double bound(Node root, boolean greatest) {
        return bound(root, greatest, new HashMap<>());
    }

    private double bound(Node node, boolean greatest, Map<Node, Double> done) {
        if (node instanceof End end) {
            return end.holds() ? 1 : 0;
        }
        Double known = done.get(node);
        if (known != null) {
            return known;
        }
        Decision decision = (Decision) node;
        double[] below = decision.children().stream()
                .mapToDouble(c -> bound(c, greatest, done))
                .toArray();
        double best = greatest ? 0 : 1;
        for (double[] corner : prospects.get(decision.prospect()).corners()) {
            double sum = 0;
            for (int i = 0; i < below.length; i++) {
                sum += corner[i] * below[i];
            }
            best = greatest ? Math.max(best, sum) : Math.min(best, sum);
        }
        done.put(node, best);
        return best;
    }

    /** The places of the prospects that make a difference. */
    SortedSet<Integer> asked(Node root) {
        SortedSet<Integer> asked = new TreeSet<>();
        asked(root, asked, new HashSet<>());
        return asked;
    }

    private static void asked(Node node, SortedSet<Integer> asked, Set<Node> seen) {
        if (node instanceof Decision d && seen.add(node)) {
            asked.add(d.prospect());
            d.children().forEach(c -> asked(c, asked, seen));
        }
    }

    /** How severe a signal is where it holds, from the worlds in which it has each severity; of several the greatest. */
    Node of(SortedMap<BigDecimal, Guard> severities) {
        List<Case> cases = new ArrayList<>();
        severities.forEach((severity, when) -> cases.add(new Case(end(Optional.of(severity)), when)));
        Collections.reverse(cases);
        return of(cases, new HashMap<>());
    }

    /** What comes of a condition that is so, if no case before it is. */
    private record Case(Node end, Guard when) {}

    private Node of(List<Case> cases, Map<List<Case>, Node> done) {
        if (cases.isEmpty()) {
            return end(Optional.empty());
        }
        if (cases.get(0).when().place() == Integer.MAX_VALUE) {
            return cases.get(0).end();
        }
        Node known = done.get(cases);
        if (known != null) {
            return known;
        }
        int place = cases.stream().mapToInt(c -> c.when().place()).min().orElseThrow();
        List<Node> children = new ArrayList<>();
        for (int turn = 0; turn < prospects.get(place).turns().size(); turn++) {
            List<Case> left = new ArrayList<>();
            for (Case c : cases) {
                Guard when = Guards.branch(c.when(), place, turn);
                if (!when.never()) {
                    left.add(new Case(c.end(), when));
                }
                if (when.always()) {
                    break;
                }
            }
            children.add(of(left, done));
        }
        Node made = decision(place, children);
        done.put(cases, made);
        return made;
    }

    /** For each prospect the corners among which the least, or the greatest, probability of holding is to be found. */
    List<List<double[]>> corners(Node holding, boolean greatest) {
        List<List<double[]>> corners = new ArrayList<>();
        SortedSet<Integer> asked = asked(holding);
        for (int p = 0; p < prospects.size(); p++) {
            List<double[]> all = prospects.get(p).corners();
            corners.add(asked.contains(p) && all.size() > 1 ? best(holding, p, greatest) : all.subList(0, 1));
        }
        return corners;
    }

    private List<double[]> best(Node holding, int prospect, boolean greatest) {
        List<double[]> all = prospects.get(prospect).corners();
        int turns = prospects.get(prospect).turns().size();
        List<Node> after = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            after.add(restricted(holding, prospect, turn, new HashMap<>()));
        }
        // Where after one turn the signal holds in every world in which it holds after another, turns form a ladder,
        // and
        // of two corners that which puts more on the higher rungs is the greater in every world.
        List<Integer> ladder = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            ladder.add(turn);
        }
        Map<List<Node>, Boolean> done = new HashMap<>();
        ladder.sort((x, y) -> Long.compare(below(after, x, done), below(after, y, done)));
        for (int i = 1; i < turns; i++) {
            if (!implies(after.get(ladder.get(i - 1)), after.get(ladder.get(i)), done)) {
                return all;
            }
        }
        return all.stream()
                .filter(c -> all.stream().noneMatch(o -> o != c && beats(o, c, ladder, greatest)))
                .toList();
    }

    /** How many turns lead to nothing that this one does not lead to. */
    private static long below(List<Node> after, int turn, Map<List<Node>, Boolean> done) {
        return after.stream().filter(a -> implies(a, after.get(turn), done)).count();
    }

    private static boolean beats(double[] one, double[] other, List<Integer> ladder, boolean greatest) {
        double mine = 0;
        double its = 0;
        boolean strictly = false;
        for (int i = ladder.size() - 1; i >= 0; i--) {
            mine += one[ladder.get(i)];
            its += other[ladder.get(i)];
            double ahead = greatest ? mine - its : its - mine;
            if (ahead < 0) {
                return false;
            }
            strictly |= ahead > 0;
        }
        return strictly;
    }

    private Node restricted(Node node, int prospect, int turn, Map<Node, Node> done) {
        if (!(node instanceof Decision d) || d.prospect() > prospect) {
            return node;
        }
        if (d.prospect() == prospect) {
            return d.children().get(turn);
        }
        Node known = done.get(node);
        if (known != null) {
            return known;
        }
        Node made = decision(
                d.prospect(),
                d.children().stream()
                        .map(c -> restricted(c, prospect, turn, done))
                        .toList());
        done.put(node, made);
        return made;
    }

    /** Whether the second holds in every world in which the first does. */
    private static boolean implies(Node first, Node second, Map<List<Node>, Boolean> done) {
        if (first == second
                || (first instanceof End one && !one.holds())
                || (second instanceof End other && other.holds())) {
            return true;
        }
        if (first instanceof End && second instanceof End) {
            return false;
        }
        List<Node> key = List.of(first, second);
        Boolean known = done.get(key);
        if (known != null) {
            return known;
        }
        int prospect = Math.min(place(first), place(second));
        int turns = Math.max(width(first, prospect), width(second, prospect));
        boolean all = true;
        for (int i = 0; i < turns && all; i++) {
            all = implies(child(first, prospect, i), child(second, prospect, i), done);
        }
        done.put(key, all);
        return all;
    }

    private static int place(Node node) {
        return node instanceof Decision d ? d.prospect() : Integer.MAX_VALUE;
    }

    private static int width(Node node, int prospect) {
        return node instanceof Decision d && d.prospect() == prospect
                ? d.children().size()
                : 0;
    }

    private static Node child(Node node, int prospect, int turn) {
        return node instanceof Decision d && d.prospect() == prospect
                ? d.children().get(turn)
                : node;
    }
}
