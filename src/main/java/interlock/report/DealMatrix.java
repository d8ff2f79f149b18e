package interlock.report;

import interlock.report.ReportDiff.SignalView;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How signals stand for each way in which some pending deals may turn out.
 *
 * @param deals the ids of their facts
 * @param assumed the edits that hold in every column
 * @param columns each way: for each deal, in their order, whether it completes
 * @param rows the signals that are not the same in every column
 * @param same how many signals are
 */
public record DealMatrix(
        String format,
        LocalDate asOf,
        LocalDate knownAsOf,
        List<String> deals,
        List<String> assumed,
        List<List<Boolean>> columns,
        List<Row> rows,
        int same) {
    public DealMatrix {
        deals = List.copyOf(deals);
        assumed = List.copyOf(assumed);
        columns = columns.stream().map(List::copyOf).toList();
        rows = List.copyOf(rows);
    }

    /** The most deals that are combined. */
    public static final int MOST = 6;

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.deals/1";

    /** A signal in every column; null where it is absent. */
    public record Row(SignalView signal, List<@Nullable SignalView> cells) {}
}
