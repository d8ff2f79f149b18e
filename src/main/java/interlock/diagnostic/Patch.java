package interlock.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Fixes made in a text: what came of it, and how many were made. */
public record Patch(String text, int made) {
    private static final String MARK = "\uFEFF";

    private record Edit(int start, int end, String text) {}

    /**
     * Makes the fixes. Of two that touch the same characters the first in the text is made; one that lies
     * outside of the text is not.
     */
    public static Patch of(String text, Collection<Fix> fixes) {
        String mark = text.startsWith(MARK) ? MARK : "";
        String body = text.substring(mark.length());
        String lineBreak = body.contains("\r\n") ? "\r\n" : "\n";
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = body.indexOf('\n'); i >= 0; i = body.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        List<Edit> edits = fixes.stream()
                .filter(f -> f.line() >= 1 && f.line() <= starts.size() && f.column() >= 1)
                .map(f -> {
                    int start = starts.get(f.line() - 1) + f.column() - 1;
                    return new Edit(start, start + f.length(), f.text().replace("\n", lineBreak));
                })
                .filter(e -> e.end() <= body.length())
                .distinct()
                .sorted(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end))
                .toList();
        StringBuilder made = new StringBuilder(mark);
        int from = 0;
        int last = -1;
        int count = 0;
        for (Edit edit : edits) {
            if (edit.start() >= from && edit.start() != last) {
                made.append(body, from, edit.start()).append(edit.text());
                from = edit.end();
                last = edit.start();
                count++;
            }
        }
        return new Patch(made.append(body, from, body.length()).toString(), count);
    }
}
