package interlock.report.render;

import interlock.report.BenchReport;

/** Measurements as a table. */
public final class BenchText {
    private BenchText() {}

    /** The whole table, ending with a line break. */
    public static String of(BenchReport report) {
        StringBuilder text = new StringBuilder(report.bench());
        report.sizes().forEach((name, size) -> text.append(", %,d %s".formatted(size, name)));
        text.append("; ").append(report.repetitions()).append(" repetitions\n\n");
        text.append("  %-24s %10s %10s %10s%n".formatted("ms", "median", "least", "most"));
        report.stages()
                .forEach(s -> text.append(
                        "  %-24s %,10d %,10d %,10d%n".formatted(s.name(), s.median(), s.least(), s.most())));
        text.append('\n');
        report.counts().forEach((name, count) -> text.append("  %-24s %,10d%n".formatted(name, count)));
        return text.append('\n').append(report.answer()).append('\n').toString();
    }
}
