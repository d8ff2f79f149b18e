package interlock.diagnostic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What differs between two texts, line by line, as a person reads it: with the number of the line and a minus or a plus. */
public final class LineDifference {
    private static final int NUMBER_WIDTH = 5;

    private LineDifference() {}

    /** A line that only one of the texts has, by its number from 0 there. */
    private record Line(boolean added, int number, String text) {}

    /** The lines that differ; each ends with a line break. Empty if the texts have the same lines. */
    public static String of(String before, String after) {
        StringBuilder text = new StringBuilder();
        for (Line line : lines(before.lines().toList(), after.lines().toList())) {
            String number = String.valueOf(line.number() + 1);
            text.append(" ".repeat(Math.max(0, NUMBER_WIDTH - number.length())))
                    .append(number)
                    .append(line.added() ? " + " : " - ")
                    .append(DiagnosticText.printable(line.text()))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * A passage in which two lists differ, by indexes from 0; each end lies behind the last.
     *
     * @param from where it begins in the earlier one
     * @param start where it begins in the later one
     */
    public record Passage(int from, int to, int start, int end) {}

    /** The passages in which two lists differ, in order; what lies between them is equal. */
    public static List<Passage> passages(List<String> before, List<String> after) {
        List<Passage> passages = new ArrayList<>();
        int x = 0;
        int y = 0;
        int from = 0;
        int start = 0;
        for (Line line : lines(before, after)) {
            int equal = line.added() ? line.number() - y : line.number() - x;
            if (equal > 0) {
                if (x > from || y > start) {
                    passages.add(new Passage(from, x, start, y));
                }
                x += equal;
                y += equal;
                from = x;
                start = y;
            }
            if (line.added()) {
                y++;
            } else {
                x++;
            }
        }
        if (x > from || y > start) {
            passages.add(new Passage(from, x, start, y));
        }
        return List.copyOf(passages);
    }

    /** The shortest way from one list to the other, found greedily from the longest run of equal lines on (Myers 1986). */
    private static List<Line> lines(List<String> before, List<String> after) {
        int most = before.size() + after.size();
        List<int[]> reached = new ArrayList<>();
        int[] ends = new int[2 * most + 3];
        for (int steps = 0; steps <= most; steps++) {
            reached.add(Arrays.copyOfRange(ends, most + 1 - steps - 1, most + 1 + steps + 2));
            for (int k = -steps; k <= steps; k += 2) {
                int at = most + 1 + k;
                boolean down = k == -steps || (k != steps && ends[at - 1] < ends[at + 1]);
                int x = down ? ends[at + 1] : ends[at - 1] + 1;
                int y = x - k;
                while (x < before.size() && y < after.size() && before.get(x).equals(after.get(y))) {
                    x++;
                    y++;
                }
                ends[at] = x;
                if (x >= before.size() && y >= after.size()) {
                    return back(before, after, reached, steps);
                }
            }
        }
        throw new IllegalStateException("two texts without a way from one to the other");
    }

    private static List<Line> back(List<String> before, List<String> after, List<int[]> reached, int steps) {
        Deque<Line> lines = new ArrayDeque<>();
        int x = before.size();
        int y = after.size();
        for (int step = steps; step > 0; step--) {
            int[] ends = reached.get(step);
            int middle = step + 1;
            int k = x - y;
            boolean down = k == -step || (k != step && ends[middle + k - 1] < ends[middle + k + 1]);
            int fromX = ends[middle + (down ? k + 1 : k - 1)];
            int fromY = fromX - (down ? k + 1 : k - 1);
            lines.addFirst(down ? new Line(true, fromY, after.get(fromY)) : new Line(false, fromX, before.get(fromX)));
            x = fromX;
            y = fromY;
        }
        return List.copyOf(lines);
    }
}
