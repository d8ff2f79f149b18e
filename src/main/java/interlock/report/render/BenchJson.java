package interlock.report.render;

import interlock.report.BenchReport;

/** Measurements as JSON. */
public final class BenchJson {
    private BenchJson() {}

    /** All of them, ending with a line break. */
    public static String of(BenchReport report) {
        return ReportJson.write(report);
    }
}
