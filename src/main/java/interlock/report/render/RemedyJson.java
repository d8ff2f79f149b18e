package interlock.report.render;

import interlock.report.RemedyReport;
import java.util.List;

/** Remedies as JSON for programs. */
public final class RemedyJson {
    private RemedyJson() {}

    private record Answers(String format, List<RemedyReport> answers) {}

    /** All of them, ending with a line break. */
    public static String of(List<RemedyReport> answers) {
        return ReportJson.write(new Answers(RemedyReport.FORMAT, List.copyOf(answers)));
    }
}
