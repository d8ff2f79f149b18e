package interlock.report.render;

import interlock.report.Report.FactView;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** The facts of a report on a line of time, a dot for each, as a picture within a page, which gives it colours. */
final class DateStrip {
    private static final int WIDTH = 1200;
    private static final int LEFT = 24;
    private static final int RIGHT = 1176;
    private static final int DOT = 9;
    private static final int LEAST = 60;
    private static final int TALLEST = 230;
    private static final int YEARS = 5;

    private DateStrip() {}

    /** @param dated facts with their dates, in the order in which they are stacked */
    static String of(Map<String, LocalDate> dated, Map<String, FactView> facts, LocalDate asOf) {
        LocalDate earliest = dated.values().stream().min(LocalDate::compareTo).orElse(asOf);
        LocalDate bound = asOf.minusYears(YEARS).withDayOfYear(1);
        boolean cut = earliest.isBefore(bound);
        LocalDate from = (cut ? bound : earliest).withDayOfMonth(1);
        LocalDate last = dated.values().stream().max(LocalDate::compareTo).orElse(asOf);
        LocalDate to = (last.isAfter(asOf) ? last : asOf).plusDays(1);
        long days = Math.max(1, ChronoUnit.DAYS.between(from, to));
        Map<Integer, Integer> stacked = new TreeMap<>();
        dated.values().forEach(d -> stacked.merge(column(d, from, days), 1, Integer::sum));
        int most = stacked.values().stream().max(Integer::compareTo).orElse(1);
        double rise = Math.min(DOT + 1.0, (TALLEST - 40.0) / Math.max(1, most));
        int height = (int) Math.max(LEAST, most * rise + 40);
        int base = height - 24;
        StringBuilder out = new StringBuilder();
        out.append("<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\" role=\"img\" aria-label=\"")
                .append(dated.size())
                .append(" dated facts from ")
                .append(earliest)
                .append(" to ")
                .append(last)
                .append("; the list below tells each\">\n");
        ticks(out, from, to, days, base);
        out.append("<path class=\"rule\" d=\"M")
                .append(LEFT)
                .append(' ')
                .append(base)
                .append('H')
                .append(RIGHT)
                .append("\"/>\n");
        if (cut) {
            out.append("<text x=\"")
                    .append(LEFT)
                    .append("\" y=\"")
                    .append(base + 16)
                    .append("\">earlier</text>\n");
        }
        Map<Integer, Integer> height0 = new TreeMap<>();
        dated.forEach((id, date) -> {
            FactView fact = facts.get(id);
            if (fact != null) {
                int column = column(date, from, days);
                int above = height0.merge(column, 1, Integer::sum);
                out.append("<circle class=\"dot ")
                        .append(Network.Sort.of(fact.kind()).style())
                        .append(fact.certain() ? "" : " pending")
                        .append("\" data-fact=\"")
                        .append(ReportHtml.escaped(id))
                        .append("\" cx=\"")
                        .append(LEFT + column * DOT + DOT / 2)
                        .append("\" cy=\"")
                        .append(NetworkDrawing.number(base - (above - 0.5) * rise))
                        .append("\" r=\"3.6\"><title>")
                        .append(date)
                        .append(": ")
                        .append(ReportHtml.escaped(fact.says()))
                        .append("</title></circle>\n");
            }
        });
        return out.append("</svg>\n").toString();
    }

    private static int column(LocalDate date, LocalDate from, long days) {
        long after = Math.max(0, ChronoUnit.DAYS.between(from, date));
        return (int) (after * ((RIGHT - LEFT) / DOT - 1) / days);
    }

    private static void ticks(StringBuilder out, LocalDate from, LocalDate to, long days, int base) {
        boolean quarters = days <= 366L * 3;
        LocalDate tick = quarters ? from : from.withDayOfYear(1);
        while (tick.isBefore(to)) {
            boolean counts = quarters ? (tick.getMonthValue() - 1) % 3 == 0 : tick.getDayOfYear() == 1;
            if (counts && tick.isAfter(from)) {
                int x = LEFT + column(tick, from, days) * DOT;
                out.append("<path class=\"rule\" d=\"M")
                        .append(x)
                        .append(" 8V")
                        .append(base + 4)
                        .append("\"/><text x=\"")
                        .append(x + 3)
                        .append("\" y=\"")
                        .append(base + 16)
                        .append("\">")
                        .append(quarters ? tick.toString().substring(0, 7) : String.valueOf(tick.getYear()))
                        .append("</text>\n");
            }
            tick = quarters ? tick.plusMonths(1) : tick.plusYears(1);
        }
    }
}
