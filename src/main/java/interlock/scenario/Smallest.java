package interlock.scenario;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds, of things that do something together, a few that do it too and of which none can be spared. */
final class Smallest {
    private Smallest() {}

    /** Leaves out ever smaller parts as long as the rest still does it, until no single one can be left out. */
    static <T> List<T> of(List<T> enough, Predicate<List<T>> does) {
        List<T> left = enough;
        int size = Math.max(1, left.size() / 2);
        while (left.size() > 1) {
            List<T> smaller = left;
            for (int start = 0; start < left.size() && smaller == left; start += size) {
                List<T> rest = without(left, left.subList(start, Math.min(left.size(), start + size)));
                if (!rest.isEmpty() && does.test(rest)) {
                    smaller = rest;
                }
            }
            if (smaller == left && size == 1) {
                return left;
            }
            size = Math.max(1, smaller == left ? size / 2 : Math.min(size, smaller.size() / 2));
            left = smaller;
        }
        return left;
    }

    /** All but some. */
    static <T> List<T> without(List<T> items, List<T> dropped) {
        Set<T> gone = Set.copyOf(dropped);
        return items.stream().filter(i -> !gone.contains(i)).toList();
    }
}
