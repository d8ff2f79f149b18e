package interlock.report.render;

import interlock.report.NetworkFigures;

/** What a network takes as JSON. */
public final class NetworkFiguresJson {
    private NetworkFiguresJson() {}

    /** All of it, ending with a line break. */
    public static String of(NetworkFigures figures) {
        return ReportJson.write(figures);
    }
}
