package interlock.report.render;

import interlock.report.WhyNot;

/** Why a policy stays silent, as JSON for programs. */
public final class WhyNotJson {
    private WhyNotJson() {}

    /** All of it, ending with a line break. */
    public static String of(WhyNot answer) {
        return ReportJson.write(answer);
    }
}
