package interlock.report;

import interlock.report.Report.Signal;
import java.util.List;

/** Why some signals of a report are raised, in the order of the report. The names of components are the names in JSON. */
public record Explanations(String format, List<Explanation> explanations) {

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.why/1";

    public Explanations {
        explanations = List.copyOf(explanations);
    }

    /**
     * Why a report raises some of its signals.
     *
     * @param all whether to give every alternative proof as well
     */
    public static Explanations of(Report report, List<Signal> signals, boolean all) {
        return new Explanations(
                FORMAT,
                signals.stream().map(s -> Explanation.of(report, s, all)).toList());
    }
}
