package interlock.report.render;

import interlock.report.Explanation;
import interlock.report.Explanation.Kind;
import interlock.report.Explanation.Node;
import interlock.report.Report;
import interlock.report.Report.Signal;
import interlock.report.Report.Silence;
import interlock.report.Report.Undecided;
import interlock.vocabulary.Level;
import java.util.stream.Collectors;

/**
 * The report as Markdown, for a wiki, a memorandum or a comment: a table of the signals, then each with its proof as a nested
 * list. What comes from files can set no mark of its own.
 */
public final class ReportMarkdown {
    private final Report report;
    private final StringBuilder out = new StringBuilder();

    private ReportMarkdown(Report report) {
        this.report = report;
    }

    /** The whole report, ending with a line break. */
    public static String of(Report report) {
        ReportMarkdown markdown = new ReportMarkdown(report);
        markdown.summary();
        report.signals().forEach(markdown::signal);
        markdown.undecided();
        markdown.silent();
        return markdown.out.toString();
    }

    private void summary() {
        Report.Run run = report.run();
        line("# Interlock report as of " + run.asOf()
                + (run.knownAsOf().equals(run.asOf()) ? "" : ", knowing what was known on " + run.knownAsOf()));
        line("");
        line(run.facts().count() + " assertions, " + run.policies().count() + " policies, "
                + run.parameters().count() + " parameters. An output is an indicator, never a finding of law.");
        line("");
        if (report.signals().isEmpty()) {
            line("No signal.");
            line("");
            return;
        }
        line(report.summary().signals() + (report.summary().signals() == 1 ? " signal: " : " signals: ")
                + report.summary().byLevel().entrySet().stream()
                        .filter(e -> e.getValue() > 0)
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "))
                + "; " + report.summary().contingent() + " of them on something that has not happened.");
        line("");
        line("| Level | Severity | Status | Likelihood | Signal | Parties |");
        line("|---|---|---|---|---|---|");
        for (Signal s : report.signals()) {
            line("| " + s.level() + " | " + ReportText.severity(s) + " | "
                    + ReportText.words(s.status().name()) + " | "
                    + (s.likelihood() == null ? "" : plain(ReportText.likelihood(s.likelihood()))) + " | "
                    + plain(ReportText.title(s)) + " | " + plain(ReportText.parties(s)) + " |");
        }
        line("");
        report.summary().notes().forEach(n -> line("> " + plain(n) + "\n"));
    }

    private void signal(Signal s) {
        line("## " + plain(ReportText.title(s) + ": " + ReportText.parties(s)));
        line("");
        line(s.level() + ", severity " + ReportText.severity(s) + " of 100, "
                + ReportText.words(s.status().name())
                + (s.likelihood() == null ? "" : "; " + plain(ReportText.likelihood(s.likelihood()))) + ". Policy `"
                + s.policy().id().replace("`", "") + "` " + plain(s.policy().version()) + ", signal `" + s.id() + "`.");
        line("");
        line(plain(s.narrative()));
        line("");
        if (s.ifPending() != null) {
            line(plain(s.ifPending()));
            line("");
        }
        s.missing().forEach(m -> line("- missing: " + plain(m.because())));
        if (!s.missing().isEmpty()) {
            line("");
        }
        // What the table is for stands in full; the long tail is for information, and its proofs are in the JSON.
        if (s.level() != Level.INFO) {
            Explanation why = Explanation.of(report, s, false);
            line("Proof:");
            line("");
            why.proofs().forEach(p -> node(p, 0));
            line("");
            if (!why.references().isEmpty()) {
                line("References: " + plain(String.join("; ", why.references())));
                line("");
            }
        } else {
            line("Rests on: "
                    + s.evidence().facts().stream()
                            .map(id -> report.facts().containsKey(id)
                                    ? plain(ReportText.standing(report.facts().get(id)))
                                    : plain(id))
                            .collect(Collectors.joining("; "))
                    + ".");
            line("");
        }
    }

    private void node(Node node, int depth) {
        String place = ProofText.place(node);
        line("  ".repeat(depth) + "- " + plain(ProofText.words(node))
                + (place.isEmpty() ? "" : " " + (node.kind() == Kind.FACT ? plain(place) : "*" + plain(place) + "*")));
        node.below().forEach(b -> node(b, depth + 1));
    }

    private void undecided() {
        if (report.undecided().isEmpty()) {
            return;
        }
        line("## Undecided");
        line("");
        line("Nobody can say whether these hold, since something that decides it is on no file.");
        line("");
        for (Undecided u : report.undecided()) {
            line("- " + plain(ReportText.title(u)) + " `" + u.id() + "`");
            u.clauses().stream()
                    .flatMap(c -> c.missing().stream())
                    .distinct()
                    .forEach(m -> line("  - missing: " + plain(m.because())));
        }
        line("");
    }

    private void silent() {
        if (report.silent().isEmpty()) {
            return;
        }
        line("## Silent");
        line("");
        for (Silence s : report.silent()) {
            line("- " + (s.policy() == null ? "no policy" : "`" + s.policy().replace("`", "") + "`") + ": "
                    + plain(s.reason())
                    + (s.nearest() == null ? "" : "; nearest: " + plain(ReportText.words(s.nearest()))));
        }
    }

    private static String plain(String text) {
        return CatalogMarkdown.plain(text);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
