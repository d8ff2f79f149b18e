package interlock.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the known word that a user most likely meant. */
public final class DidYouMean {
    private DidYouMean() {}

    /**
     * The known word nearest to {@code word}, if one is near: at most a third of its letters wrong (insertions,
     * deletions, substitutions and swaps of neighbours count one each; case does not count). Ties go to the first in
     * alphabetical order.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return nearestOnes(word, known).stream().findFirst();
    }

    /**
     * {@code did you mean `x`?} or, if nothing is near, {@code otherwise}. Where two are equally near, both are named: a
     * question with one answer can be answered by a program.
     */
    public static String help(String word, Collection<String> known, String otherwise) {
        return asked(word, known).orElse(otherwise);
    }

    /** {@code did you mean `x`?}, if something is near. */
    public static Optional<String> asked(String word, Collection<String> known) {
        List<String> near = nearestOnes(word, known);
        return near.isEmpty()
                ? Optional.empty()
                : Optional.of("did you mean "
                        + near.stream().limit(2).map(w -> "`" + w + "`").collect(Collectors.joining(" or ")) + "?");
    }

    /** The known words that are nearest, all at the same distance, in alphabetical order. */
    private static List<String> nearestOnes(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        int bound = Math.max(1, word.length() / 3);
        List<Candidate> near = known.stream()
                .filter(k -> Math.abs(k.length() - word.length()) <= bound)
                .map(k -> new Candidate(k, distance(lower, k.toLowerCase(Locale.ROOT))))
                .filter(c -> c.distance <= bound)
                .distinct()
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .toList();
        return near.stream()
                .filter(c -> c.distance == near.get(0).distance)
                .map(Candidate::word)
                .toList();
    }

    private record Candidate(String word, int distance) {}

    /** The optimal string alignment distance. */
    static int distance(String left, String right) {
        int[][] d = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= right.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            for (int j = 1; j <= right.length(); j++) {
                int cost = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[left.length()][right.length()];
    }
}
