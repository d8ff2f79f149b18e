package interlock.report.render;

import interlock.report.Report;
import interlock.report.WhyNot;
import interlock.report.WhyNot.ClauseView;
import interlock.report.WhyNot.ConditionView;
import interlock.report.WhyNot.FactLine;
import interlock.report.WhyNot.GapView;
import interlock.report.WhyNot.GradeView;
import interlock.report.WhyNot.RaisedView;
import interlock.report.WhyNot.State;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a policy stays silent, for people. Do not parse it. */
public final class WhyNotText {
    /** Facts of a gap that are named one by one. */
    private static final int NAMED = 6;

    private static final Set<String> PARTIES = Set.of("Company", "Person", "Fund");

    private final WhyNot answer;
    private final boolean all;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private WhyNotText(WhyNot answer, boolean all, Style style) {
        this.answer = answer;
        this.all = all;
        this.style = style;
    }

    /**
     * The answer, ending with a line break.
     *
     * @param all whether to tell of every clause at length, and not of the nearest alone
     */
    public static String of(WhyNot answer, boolean all, Style style) {
        WhyNotText text = new WhyNotText(answer, all, style);
        text.head();
        answer.signals().forEach(text::raised);
        text.grades();
        text.clauses();
        answer.notes().forEach(n -> text.out.append(Lines.wrapped(n, "note: ", "  ")));
        return text.out.toString();
    }

    private void head() {
        String whom = answer.parties().stream().map(WhyNot.PartyView::name).collect(Collectors.joining(", "));
        String what = switch (answer.answer()) {
            case SILENT -> "raises no signal";
            case CONTINGENT -> "does raise a signal, if what is pending comes about,";
            case ESTABLISHED -> "does raise a signal";
        };
        out.append(Lines.wrapped(
                style.bold(answer.policy().title()) + " [" + answer.policy().id() + "] " + what
                        + (whom.isEmpty() ? " for anybody" : " for " + whom) + ", as of "
                        + answer.run().asOf(),
                "",
                "  "));
        out.append('\n');
    }

    /** What each grade comes to; of a policy without grades only what is unknown, since the rest was said. */
    private void grades() {
        if (answer.grades().stream().allMatch(g -> g.grade() == null && g.verdict() != WhyNot.Verdict.UNKNOWN)) {
            return;
        }
        for (GradeView grade : answer.grades()) {
            String name = grade.grade();
            List<String> because =
                    grade.missing().stream().map(Report.Missing::because).toList();
            out.append(Lines.wrapped(
                    (name == null ? "" : name + ": ")
                            + switch (grade.verdict()) {
                                case MET -> style.bold("met");
                                case NOT_MET -> "not met";
                                case UNKNOWN -> style.bold("unknown") + ", since " + listed(because);
                            },
                    "",
                    "  "));
        }
        out.append('\n');
    }

    private static String listed(List<String> reasons) {
        int more = reasons.size() - NAMED;
        return reasons.stream().limit(NAMED).collect(Collectors.joining("; "))
                + (more > 0 ? "; and for " + more + " more" : "");
    }

    private void raised(RaisedView s) {
        out.append(Lines.wrapped(
                s.level() + ", " + s.status().name().toLowerCase(java.util.Locale.ROOT)
                        + (s.grade() == null ? "" : ", " + s.grade())
                        + ", for "
                        + s.parties().stream().map(WhyNot.PartyView::name).collect(Collectors.joining(", "))
                        + ": ./interlock why "
                        + s.id() + dates(),
                "",
                "  "));
        for (String id : s.contingentOn()) {
            out.append(Lines.wrapped("it hangs on: " + fact(id), "  ", "    "));
        }
    }

    private String fact(String id) {
        FactLine fact = answer.facts().get(id);
        return fact == null
                ? id
                : ReportText.stripped(fact.says()) + " "
                        + style.faint("[" + id + ", " + fact.at().file() + ":"
                                + fact.at().line() + "]");
    }

    /** A fact; where its sentence was told already, where it stands. */
    private String fact(String id, String told) {
        FactLine fact = answer.facts().get(id);
        return fact != null && told.contains(ReportText.stripped(fact.says()))
                ? id + " "
                        + style.faint("[" + fact.at().file() + ":" + fact.at().line() + "]")
                : fact(id);
    }

    private void clauses() {
        List<ClauseView> clauses = answer.clauses();
        for (int i = 0; i < clauses.size(); i++) {
            if (all || i == 0) {
                atLength(clauses.get(i));
            } else {
                briefly(clauses.get(i));
            }
        }
        if (!all && clauses.size() > 1) {
            out.append("--all tells of these at length too\n");
        }
    }

    private String title(ClauseView c) {
        return "clause “" + c.clause() + "”" + (c.grade() == null ? "" : " (" + c.grade() + ")");
    }

    private static String place(WhyNot.At at) {
        return at.file() + ":" + at.line();
    }

    private String asked(ClauseView c) {
        return c.asked().isEmpty()
                ? ""
                : ", with "
                        + c.asked().stream()
                                .map(a -> a.name() + " as " + a.variable().substring(1))
                                .collect(Collectors.joining(" and "));
    }

    private void atLength(ClauseView c) {
        out.append(Lines.wrapped(
                style.bold(title(c)) + asked(c) + ": " + c.met() + " of " + c.of() + " conditions are met "
                        + style.faint("[" + place(c.at()) + "]"),
                "",
                "  "));
        conditions(c, "  ");
        out.append('\n');
    }

    private void conditions(ClauseView c, String indent) {
        for (ConditionView condition : c.conditions()) {
            if (condition.state() == State.MET) {
                out.append(Lines.wrapped(
                        ReportText.stripped(condition.says()) + style.faint(ways(condition)),
                        indent + "✓ ",
                        indent + "  "));
            } else if (condition.state() == State.STOPS) {
                out.append(Lines.wrapped(
                        style.red(ReportText.stripped(condition.says())) + " "
                                + style.faint("[" + place(condition.at()) + "]"),
                        indent + "✗ ",
                        indent + "  "));
                gaps(c, indent + "    ");
            }
        }
        long rest = c.conditions().stream()
                .filter(x -> x.state() == State.NOT_REACHED)
                .count();
        if (rest > 0) {
            out.append(indent)
                    .append("· ")
                    .append(rest)
                    .append(rest == 1 ? " more condition is" : " more conditions are")
                    .append(" not reached\n");
        }
    }

    private static String ways(ConditionView condition) {
        Long rows = condition.rows();
        return rows == null || rows == 1 ? "" : " (in " + rows + " ways)";
    }

    private void gaps(ClauseView c, String indent) {
        for (int i = 0; i < c.gaps().size(); i++) {
            gap(c.gaps().get(i), all || i == 0, indent);
        }
        long more = c.near() - c.gaps().size();
        if (more > 0) {
            out.append(indent)
                    .append("and ")
                    .append(more)
                    .append(more == 1 ? " other" : " others")
                    .append(" as near\n");
        }
    }

    /** @param whole whether to follow what is missing into the clauses that could conclude it */
    private void gap(GapView gap, boolean whole, String indent) {
        out.append(Lines.wrapped(ReportText.stripped(gap.says()), indent + "- ", indent + "  "));
        if (all) {
            gap.with().stream()
                    .limit(NAMED)
                    .forEach(w -> out.append(
                            Lines.wrapped("with: " + ReportText.stripped(w), indent + "    ", indent + "      ")));
        }
        List<String> facts = told(gap.facts());
        facts.stream()
                .limit(NAMED)
                .forEach(f ->
                        out.append(Lines.wrapped("fact: " + fact(f, gap.says()), indent + "    ", indent + "      ")));
        if (facts.size() > NAMED) {
            out.append(indent).append("    and ").append(facts.size() - NAMED).append(" more facts\n");
        }
        for (ClauseView below : whole ? gap.beneath() : List.<ClauseView>of()) {
            out.append(Lines.wrapped(
                    below.policy() + ", " + title(below) + asked(below) + ", could conclude it: " + below.met() + " of "
                            + below.of() + " conditions are met " + style.faint("[" + place(below.at()) + "]"),
                    indent + "    ",
                    indent + "      "));
            conditions(below, indent + "      ");
        }
        if (!gap.changes().isEmpty()) {
            out.append(Lines.wrapped(
                    "it gets further with: ./interlock what-if "
                            + String.join(
                                    " ",
                                    gap.changes().stream()
                                            .map(WhyNotText::quoted)
                                            .toList())
                            + dates(),
                    indent + "    ",
                    indent + "      "));
        }
    }

    /** Facts without those that only say who a party is, unless there are no others. */
    private List<String> told(List<String> ids) {
        List<String> others = ids.stream()
                .filter(id -> {
                    FactLine fact = answer.facts().get(id);
                    return fact == null || !PARTIES.contains(fact.kind());
                })
                .toList();
        return others.isEmpty() ? ids : others;
    }

    /** The options by which another command looks at the same day. */
    private String dates() {
        WhyNot.Run run = answer.run();
        return " --as-of " + run.asOf()
                + (run.knownAsOf().equals(run.asOf()) ? "" : " --known-as-of " + run.knownAsOf());
    }

    /** An edit as a shell takes it. */
    private static String quoted(String edit) {
        int blank = edit.indexOf(' ');
        String value = edit.substring(blank + 1);
        return value.matches("[A-Za-z0-9._=:/-]+") ? edit : edit.substring(0, blank + 1) + "'" + value + "'";
    }

    private void briefly(ClauseView c) {
        out.append(Lines.wrapped(
                title(c) + asked(c) + ": " + c.met() + " of " + c.of() + " " + style.faint("[" + place(c.at()) + "]"),
                "",
                "  "));
        c.gaps().stream()
                .limit(1)
                .forEach(g -> out.append(Lines.wrapped(ReportText.stripped(g.says()), "  - ", "    ")));
        out.append('\n');
    }
}
