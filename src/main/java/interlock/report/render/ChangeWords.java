package interlock.report.render;

import interlock.report.Diff.AlterationView;
import interlock.report.Diff.Change;
import interlock.report.Diff.Fate;
import interlock.report.Diff.How;
import interlock.report.Diff.Way;
import interlock.report.Report.At;
import interlock.report.Report.PartyView;
import interlock.report.ReportDiff.Move;
import interlock.report.ReportDiff.SignalView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Alterations and what they did in words, for every format that people read. */
final class ChangeWords {
    private final Map<Integer, AlterationView> alterations;

    ChangeWords(List<AlterationView> alterations) {
        this.alterations = alterations.stream().collect(Collectors.toMap(AlterationView::number, Function.identity()));
    }

    /** The numbers of the alterations that some ways name. */
    static SortedSet<Integer> named(Stream<Way> ways) {
        return ways.flatMap(w -> w.alterations().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What was altered, on one line. */
    static String label(AlterationView a) {
        String what = switch (a.what()) {
            case FACT -> a.name() + (a.field() == null ? "" : "." + a.field());
            case PARAMETER, SOURCE ->
                a.what().name().toLowerCase(Locale.ROOT) + " " + a.name()
                        + (a.field() == null || a.field().equals("value") ? "" : ", " + a.field());
            case CLOCK -> a.name();
            case KINDS -> "the kinds of facts that the rules declare";
            case ENGINE -> "the program";
            case POLICY -> a.name() + (a.field() == null ? "" : ", " + a.field());
            case CLAUSE ->
                a.name() + ", clause `" + a.clause() + "`"
                        + (a.field() == null || a.field().equals("lines") ? "" : ", " + a.field());
        };
        At at = a.at() == null ? a.was() : a.at();
        return what + (at == null ? "" : " (" + place(at) + (a.at() == null ? ", before" : "") + ")");
    }

    static String place(At at) {
        return at.line() == 0 ? at.file() : at.file() + ":" + at.line();
    }

    /** Whether it is best shown as lines of a file. */
    static boolean lines(AlterationView a) {
        return "lines".equals(a.field())
                || Stream.of(a.before(), a.after()).anyMatch(t -> t != null && t.contains("\n"));
    }

    /** What becomes of the signal: its standing or how it moved. */
    static String how(Change change) {
        SignalView before = change.before();
        SignalView after = change.after();
        return before != null && after != null && change.fate() != Fate.REPROVED
                ? ReportDiffText.change(new Move(before, after))
                : ReportDiffText.state(change.signal());
    }

    static String title(SignalView s) {
        return s.title() + (s.grade() == null ? "" : " (" + s.grade() + ")") + ": "
                + s.parties().stream().map(PartyView::name).collect(Collectors.joining(", "));
    }

    static String fate(Fate fate) {
        return switch (fate) {
            case APPEARED -> "appears";
            case VANISHED -> "vanishes";
            case ESTABLISHED -> "becomes established";
            case UNSETTLED -> "is no longer established";
            case MOVED -> "moves";
            case REPROVED -> "is proved otherwise";
        };
    }

    static String sign(Fate fate) {
        return switch (fate) {
            case APPEARED -> "+";
            case VANISHED -> "-";
            case ESTABLISHED -> "!";
            case UNSETTLED -> "?";
            case MOVED -> "~";
            case REPROVED -> "=";
        };
    }

    /** What did it, and how that is known; alterations by their numbers in brackets. */
    String by(List<Way> ways) {
        if (ways.isEmpty()) {
            return "";
        }
        if (ways.size() == 1) {
            return "by " + way(ways.get(0));
        }
        return "by each of these alone: " + ways.stream().map(this::way).collect(Collectors.joining("; or "));
    }

    private String way(Way way) {
        return switch (way.how()) {
            case ALONE -> listed(way);
            case TOGETHER -> "these together, none of which can be spared: " + listed(way);
            case CITED ->
                way.alterations().isEmpty()
                        ? "what is said of it, not by other steps"
                        : listed(way) + ", cited by its proofs";
            case UNDETERMINED -> "a cause that was not found";
        };
    }

    private String listed(Way way) {
        return way.alterations().stream()
                .map(n -> "[" + n + "] " + brief(alterations.get(n)))
                .collect(Collectors.joining(", "));
    }

    private static String brief(@Nullable AlterationView a) {
        if (a == null) {
            throw new IllegalStateException("an alteration that is not listed");
        }
        At at = a.at() == null ? a.was() : a.at();
        boolean ofRules = a.what().name().equals("POLICY") || a.what().name().equals("CLAUSE");
        return ofRules && at != null ? place(at) : label(a).replaceFirst(" \\([^()]*\\)$", "");
    }

    static boolean isFound(List<Way> ways) {
        return ways.stream().noneMatch(w -> w.how() == How.UNDETERMINED);
    }
}
