package interlock.report.render;

import interlock.report.Report;
import interlock.report.Report.Likelihood;
import interlock.report.Report.PartyView;
import interlock.report.Report.Signal;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The signals as a table for a spreadsheet: comma-separated values by RFC 4180, a line a signal. Lists within a cell are parted
 * by semicolons. Text that a spreadsheet would take for a formula begins with an apostrophe.
 */
public final class ReportCsv {
    static final List<String> COLUMNS = List.of(
            "signal",
            "level",
            "status",
            "severityFloor",
            "severityExpected",
            "severityCeiling",
            "likelihoodLow",
            "likelihoodHigh",
            "likelihoodWords",
            "policy",
            "policyVersion",
            "title",
            "grade",
            "parties",
            "partyNames",
            "narrative",
            "contingentOn",
            "facts",
            "sources",
            "evidenceGrade",
            "independentOrigins",
            "asOf",
            "knownAsOf");

    private ReportCsv() {}

    /** The table with its header. */
    public static String of(Report report) {
        StringBuilder out = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
        for (Signal s : report.signals()) {
            Likelihood likelihood = s.likelihood();
            out.append(List.of(
                                    s.id(),
                                    s.level().name(),
                                    s.status().name(),
                                    number(s.severity().floor()),
                                    number(s.severity().expected()),
                                    number(s.severity().ceiling()),
                                    likelihood == null ? "" : number(likelihood.low()),
                                    likelihood == null ? "" : number(likelihood.high()),
                                    likelihood == null ? "" : text(likelihood.words()),
                                    text(s.policy().id()),
                                    text(s.policy().version()),
                                    text(s.policy().title()),
                                    text(s.grade() == null ? "" : s.grade()),
                                    list(s.parties().stream().map(PartyView::id).toList()),
                                    list(s.parties().stream()
                                            .map(PartyView::name)
                                            .toList()),
                                    text(s.ifPending() == null ? s.narrative() : s.narrative() + " " + s.ifPending()),
                                    list(s.contingentOn()),
                                    list(s.evidence().facts()),
                                    list(s.evidence().sources()),
                                    s.evidence().grade() == null
                                            ? ""
                                            : s.evidence().grade(),
                                    String.valueOf(s.evidence().independentOrigins()),
                                    report.run().asOf().toString(),
                                    report.run().knownAsOf().toString())
                            .stream()
                            .map(ReportCsv::cell)
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return out.toString();
    }

    private static String number(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    private static String list(List<String> items) {
        return text(String.join(";", items));
    }

    private static String text(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
