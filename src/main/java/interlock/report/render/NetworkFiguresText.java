package interlock.report.render;

import interlock.report.NetworkFigures;
import interlock.report.NetworkFigures.Agreement;
import interlock.report.NetworkFigures.Network;
import interlock.report.NetworkFigures.Ratio;
import interlock.report.NetworkFigures.Stage;
import java.util.Locale;

/** What a network takes as tables, with the ratios below. */
public final class NetworkFiguresText {
    private NetworkFiguresText() {}

    /** All of it, ending with a line break. */
    public static String of(NetworkFigures figures) {
        StringBuilder text = new StringBuilder("java %s, heap of at most %,d MB, %s\n"
                .formatted(
                        figures.java(),
                        figures.heap(),
                        figures.repetitions() == 1 ? "measured once" : "medians of " + figures.repetitions()));
        figures.networks().forEach(n -> network(n, text));
        figures.notes().forEach(n -> text.append("\nnote: ").append(n));
        return text.append(figures.notes().isEmpty() ? "" : "\n").toString();
    }

    private static void network(Network network, StringBuilder text) {
        text.append(line(
                "\n%,d companies, %,d facts in %.1f MB of files\n\n",
                network.companies(), network.facts(), network.bytes() / 1e6));
        text.append(line("  %-26s %10s %10s %10s %9s %9s\n", "", "ms", "least", "most", "MB after", "MB peak"));
        for (Stage s : network.stages()) {
            text.append(line(
                    "  %-26s %,10d %,10d %,10d %,9d %,9d\n",
                    s.name(), s.median(), s.least(), s.most(), s.held(), s.peak()));
        }
        text.append('\n');
        network.counts().forEach((name, count) -> text.append(line("  %-50s %,12d\n", name, count)));
        text.append(network.agreements().isEmpty() ? "" : "\n");
        for (Agreement a : network.agreements()) {
            text.append(line("  %-50s %,12d of %,d\n", a.of(), a.agreed(), a.cases()));
            a.otherwise().forEach(o -> text.append("    ").append(o).append('\n'));
        }
        text.append(network.ratios().isEmpty() ? "" : "\n");
        for (Ratio r : network.ratios()) {
            Double goal = r.goal();
            text.append(line("  %-50s %,12.2f", r.name(), r.figure()))
                    .append(goal == null ? "" : line("   goal %,.1f", goal))
                    .append('\n');
        }
    }

    private static String line(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
