package interlock.scenario;

import interlock.vocabulary.Fact;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something that may turn out in several ways, independently of everything else: one uncertain fact, or several that
 * exclude each other. Probabilities are 0 to 1, in the order of the ways, and add up to 1.
 */
final class Prospect {
    private final List<Turn> turns;
    private final List<double[]> corners;
    private final double[] central;

    /**
     * @param turns the ways, which exclude each other and of which one comes about
     * @param corners the extremes of the probabilities that are possible
     * @param central the probabilities that the parameters call central
     */
    Prospect(List<Turn> turns, List<double[]> corners, double[] central) {
        this.turns = List.copyOf(turns);
        this.corners = List.copyOf(corners);
        this.central = central.clone();
    }

    List<Turn> turns() {
        return turns;
    }

    List<double[]> corners() {
        return corners;
    }

    double[] central() {
        return central;
    }

    /**
     * One way in which it may turn out.
     *
     * @param label for readers, such as "absent", "firm" or "at its cap"
     * @param facts each fact concerned as it is then, by id; empty if it is not there
     */
    record Turn(String label, SortedMap<String, Optional<Fact>> facts) {
        Turn {
            facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        }
    }

    /** The ids of the facts concerned. */
    SortedSet<String> facts() {
        SortedSet<String> ids = new TreeSet<>();
        turns.forEach(t -> ids.addAll(t.facts().keySet()));
        return ids;
    }

    /** Its name: the id of its first fact. */
    String id() {
        return facts().first();
    }
}
