package interlock.report.render;

import interlock.report.render.Network.Party;
import interlock.report.render.Network.Sort;
import interlock.report.render.Network.Tie;
import interlock.report.render.NetworkLayout.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The network of parties as a picture within a page, which gives it colours. */
final class NetworkDrawing {
    /** Names are cut to this many letters; the whole name is told when the party is pointed at. */
    static final int LONGEST = 22;

    private static final int WIDTH = 680;
    private static final double APART = 26;

    private final Network network;
    private final int height;
    private final Map<String, Place> places;
    private final StringBuilder out = new StringBuilder();

    private NetworkDrawing(Network network) {
        this.network = network;
        this.height = Math.min(760, 300 + network.parties().size() * 13);
        this.places = NetworkLayout.of(network, WIDTH, height);
    }

    /** The picture; its ties and parties carry the ids of what they stand for. */
    static String of(Network network) {
        NetworkDrawing drawing = new NetworkDrawing(network);
        drawing.draw();
        return drawing.out.toString();
    }

    private void draw() {
        double lowest = places.values().stream().mapToDouble(Place::y).max().orElse(0);
        String box = "0 0 " + WIDTH + " " + (int) Math.min(height, lowest + 40);
        line("<svg viewBox=\"" + box + "\" data-box=\"" + box + "\" role=\"group\" aria-label=\""
                + network.parties().size() + " parties and " + network.ties().size() + " ties between them\">");
        line("<defs>");
        for (Sort sort : Sort.values()) {
            line("<marker id=\"to-" + sort.style()
                    + "\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\">"
                    + (sort.directed
                            ? "<path class=\"head " + sort.style() + "\" d=\"M0 0.8 8 4 0 7.2z\"/>"
                            : "<circle class=\"head " + sort.style() + "\" cx=\"5\" cy=\"4\" r=\"2.4\"/>")
                    + "</marker>");
        }
        line("</defs>");
        SortedMap<String, List<Tie>> between = new TreeMap<>(network.ties().stream()
                .collect(Collectors.groupingBy(
                        t -> Stream.of(t.from(), t.to()).sorted().collect(Collectors.joining(" ")))));
        for (List<Tie> ties : between.values()) {
            List<Tie> sorted = new ArrayList<>(ties);
            sorted.sort(Comparator.comparing(Tie::sort).thenComparing(Tie::fact));
            for (int i = 0; i < sorted.size(); i++) {
                tie(sorted.get(i), (i - (sorted.size() - 1) / 2.0) * APART);
            }
        }
        network.parties().forEach(this::party);
        line("</svg>");
    }

    private void tie(Tie tie, double bend) {
        Place from = places.getOrDefault(tie.from(), new Place(0, 0));
        Place to = places.getOrDefault(tie.to(), new Place(0, 0));
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double length = Math.max(1, StrictMath.sqrt(dx * dx + dy * dy));
        // The same side for both directions, so that ties of one pair do not lie on each other.
        double side = tie.from().compareTo(tie.to()) < 0 ? 1 : -1;
        double acrossX = -dy / length * bend * side;
        double acrossY = dx / length * bend * side;
        double controlX = (from.x() + to.x()) / 2 + acrossX * 1.6;
        double controlY = (from.y() + to.y()) / 2 + acrossY * 1.6;
        Place start = towards(from, controlX, controlY, radius(tie.from()) + 3);
        Place end = towards(to, controlX, controlY, radius(tie.to()) + 4);
        String mark = "url(#to-" + tie.sort().style() + ")";
        line("<path class=\"tie " + tie.sort().style() + (tie.certain() ? "" : " pending") + "\" data-fact=\""
                + ReportHtml.escaped(tie.fact()) + "\" data-from=\"" + ReportHtml.escaped(tie.from())
                + "\" data-to=\""
                + ReportHtml.escaped(tie.to()) + "\" data-label=\"" + ReportHtml.escaped(tie.label()) + "\" data-x=\""
                + number((start.x() + 2 * controlX + end.x()) / 4) + "\" data-y=\""
                + number((start.y() + 2 * controlY + end.y()) / 4) + "\" d=\"M" + number(start.x()) + " "
                + number(start.y()) + "Q" + number(controlX) + " " + number(controlY) + " " + number(end.x()) + " "
                + number(end.y()) + "\" marker-end=\"" + mark + "\""
                + (tie.sort().directed ? "" : " marker-start=\"" + mark + "\"") + "><title>"
                + ReportHtml.escaped(tie.says()) + "</title></path>");
    }

    private static Place towards(Place from, double x, double y, double by) {
        double dx = x - from.x();
        double dy = y - from.y();
        double length = Math.max(1, StrictMath.sqrt(dx * dx + dy * dy));
        return new Place(from.x() + dx / length * by, from.y() + dy / length * by);
    }

    private void party(Party party) {
        Place at = places.getOrDefault(party.id(), new Place(0, 0));
        int radius = radius(party.id());
        line("<g class=\"node\" data-party=\"" + ReportHtml.escaped(party.id()) + "\" data-x=\"" + number(at.x())
                + "\" data-y=\"" + number(at.y()) + "\"><title>" + ReportHtml.escaped(party.name())
                + "</title><circle cx=\""
                + number(at.x()) + "\" cy=\"" + number(at.y()) + "\" r=\"" + radius + "\"/><text x=\"" + number(at.x())
                + "\" y=\"" + number(at.y() + radius + 14) + "\">" + ReportHtml.escaped(cut(party.name()))
                + "</text></g>");
    }

    /** The area of a party grows with its signals. */
    private int radius(String id) {
        int signals = network.parties().stream()
                .filter(p -> p.id().equals(id))
                .mapToInt(Party::signals)
                .findFirst()
                .orElse(0);
        return (int) Math.min(13, 4 + StrictMath.rint(2 * StrictMath.sqrt(signals)));
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** A number to one digit, written the same on every machine. */
    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
