package interlock.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.Report;
import interlock.report.TimelineReport;
import interlock.report.TimelineReport.Basis;
import interlock.report.TimelineReport.CauseView;
import interlock.report.TimelineReport.ChangeView;
import interlock.report.TimelineReport.ItemView;
import interlock.report.TimelineReport.Limits;
import interlock.report.TimelineReport.PeriodView;
import interlock.report.TimelineReport.SignalLife;
import interlock.report.TimelineReport.SpanView;
import interlock.report.TimelineReport.StandingView;
import interlock.report.TimelineReport.What;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The picture of a timeline: well formed, nothing beyond its edges, nothing on top of anything else. */
class TimelineSvgTest {
    private static final LocalDate FROM = LocalDate.of(2024, 2, 28);
    private static final List<Level> LEVELS = List.of(Level.values());
    private static final String NASTY =
            "A & B <script>alert(\"x\")</script> 'c' \u0007 ]]> \uD83D\uDE00 a name that goes on and on and on and on";

    /** Rectangles in the order of the picture; {@code width} and {@code height} as drawn. */
    private record Box(double x, double y, double width, double height, String fill) {
        boolean overlaps(Box other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    private static StandingView standing(boolean established, Level level, double severity) {
        return new StandingView(
                established ? Report.Status.ESTABLISHED : Report.Status.CONTINGENT,
                level,
                established ? BigDecimal.valueOf(severity) : null,
                BigDecimal.valueOf(severity));
    }

    private static TimelineReport timeline(int days, int signals, String name) {
        Random random = new Random(days * 31L + signals);
        LocalDate to = FROM.plusDays(days - 1L);
        List<SignalLife> lives = new ArrayList<>();
        for (int i = 0; i < signals; i++) {
            List<PeriodView> periods = new ArrayList<>();
            List<ChangeView> changes = new ArrayList<>();
            LocalDate at = FROM.plusDays(random.nextInt(days));
            while (!at.isAfter(to)) {
                LocalDate end = at.plusDays(random.nextInt(Math.max(1, days / 4)));
                end = end.isAfter(to) ? to : end;
                StandingView s = standing(
                        random.nextBoolean(), LEVELS.get(random.nextInt(LEVELS.size())), random.nextInt(1001) / 10.0);
                periods.add(new PeriodView(at, end, s));
                changes.add(new ChangeView(
                        at,
                        What.BEGAN,
                        null,
                        s,
                        List.of(new CauseView(
                                "ALONE",
                                List.of(new ItemView(
                                        name,
                                        "Investment",
                                        "holds",
                                        name,
                                        null,
                                        "ACTIVE",
                                        "B1",
                                        new Report.At("f", 1)))))));
                at = end.plusDays(1 + random.nextInt(2) * random.nextInt(days));
            }
            lives.add(new SignalLife(
                    "0123456789ab",
                    new Report.PolicyView("t/x", name, "1.0", "t", List.of()),
                    "grade",
                    List.of(new Report.PartyView("x", name, "party")),
                    List.of("x"),
                    periods,
                    changes));
        }
        return new TimelineReport(
                TimelineReport.FORMAT,
                new Basis("e", "f", "p", "q", new Limits(1, 1, 1)),
                new SpanView(FROM, to, "BOTH", null, null, false, List.of(), List.of()),
                List.of(FROM, to),
                lives,
                List.of());
    }

    private static Document parsed(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("the picture is not well formed", e);
        }
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** The bars and the keys of the legend: every rectangle but the ground and those within patterns. */
    private static List<Box> boxes(Document document) {
        return elements(document, "rect").stream()
                .filter(r -> !r.getParentNode().getNodeName().equals("pattern") && r.hasAttribute("x"))
                .map(r -> new Box(
                        number(r, "x"),
                        number(r, "y"),
                        number(r, "width"),
                        number(r, "height"),
                        r.getAttribute("fill")))
                .toList();
    }

    /** The place of a text, its letters taken as wide as those of the font's widest cut. */
    private static Box box(Element text) {
        double size = number(text, "font-size");
        double width =
                text.getTextContent().codePointCount(0, text.getTextContent().length()) * size * 0.62;
        double x = number(text, "x") - (text.getAttribute("text-anchor").equals("middle") ? width / 2 : 0);
        return new Box(x, number(text, "y") - size, width, size * 1.2, "");
    }

    @Test
    void nothingOverlapsOrLeavesThePictureHoweverLongTheSpan() {
        int bars = 0;
        for (int days : List.of(1, 2, 9, 30, 61, 200, 430, 1500, 9000, 40_000)) {
            for (int signals : List.of(0, 1, 7)) {
                Document document = parsed(TimelineSvg.of(timeline(days, signals, "A name")));
                Element root = document.getDocumentElement();
                Box canvas = new Box(0, 0, number(root, "width"), number(root, "height"), "");
                assertThat(root.getAttribute("viewBox"))
                        .isEqualTo("0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
                List<Box> boxes = boxes(document);
                bars += boxes.size() - 2;
                List<Box> texts = elements(document, "text").stream()
                        .map(TimelineSvgTest::box)
                        .toList();
                List<Box> all = new ArrayList<>(boxes);
                all.addAll(texts);
                assertThat(all)
                        .as(days + " days")
                        .allMatch(b -> b.x >= 0
                                && b.y >= 0
                                && b.width >= 0
                                && b.x + b.width <= canvas.width
                                && b.y + b.height <= canvas.height);
                noneOverlap(boxes, days + " days, bars");
                noneOverlap(texts, days + " days, texts");
            }
        }
        assertThat(bars).isGreaterThan(150);
    }

    private static void noneOverlap(List<Box> boxes, String as) {
        for (int i = 0; i < boxes.size(); i++) {
            for (int k = i + 1; k < boxes.size(); k++) {
                assertThat(boxes.get(i).overlaps(boxes.get(k)))
                        .as(as + ": " + boxes.get(i) + " and " + boxes.get(k))
                        .isFalse();
            }
        }
    }

    @Test
    void barsLieWhereTheirDaysAre() {
        StandingView sure = standing(true, Level.HIGH, 50);
        TimelineReport empty = timeline(100, 1, "x");
        SignalLife life = new SignalLife(
                "0123456789ab",
                empty.signals().get(0).policy(),
                null,
                List.of(),
                List.of(),
                List.of(
                        new PeriodView(FROM, FROM.plusDays(24), sure),
                        new PeriodView(FROM.plusDays(50), FROM.plusDays(99), standing(false, Level.HIGH, 50))),
                List.of(new ChangeView(FROM, What.BEGAN, null, sure, List.of())));
        List<Box> boxes = boxes(parsed(TimelineSvg.of(new TimelineReport(
                empty.format(), empty.run(), empty.span(), empty.days(), List.of(life), List.of()))));
        assertThat(boxes.get(0).x).isEqualTo(400);
        assertThat(boxes.get(0).width).isBetween(185.0, 187.5);
        assertThat(boxes.get(1).x).isBetween(775.0, 776.0);
        assertThat(boxes.get(1).x + boxes.get(1).width).isBetween(1148.0, 1150.0);
    }

    @Test
    void establishedAndContingentDifferInMoreThanColour() {
        Document document = parsed(TimelineSvg.of(timeline(200, 12, "x")));
        Set<String> fills = new TreeSet<>();
        boxes(document).forEach(b -> fills.add(b.fill.startsWith("url(#") ? "hatched" : "filled"));
        assertThat(fills).containsExactly("filled", "hatched");
        Set<String> patterns = new TreeSet<>();
        elements(document, "pattern").forEach(p -> patterns.add("url(#" + p.getAttribute("id") + ")"));
        assertThat(boxes(document).stream().map(Box::fill).filter(f -> f.startsWith("url")))
                .isSubsetOf(patterns);
    }

    @Test
    void textIsEscapedAndToldInFullWhenPointedAt() {
        String svg = TimelineSvg.of(timeline(200, 3, NASTY));
        Document document = parsed(svg);
        assertThat(elements(document, "script")).isEmpty();
        assertThat(svg)
                .doesNotContain("<script")
                .doesNotContain("\u0007")
                .doesNotContain("http://www.w3.org/1999/xlink");
        assertThat(elements(document, "title").stream().map(Element::getTextContent))
                .anyMatch(t -> t.contains(NASTY.replace('\u0007', '\uFFFD')));
        assertThat(elements(document, "g"))
                .allMatch(g -> g.getFirstChild().getNodeName().equals("title"));
        noneOverlap(
                elements(document, "text").stream().map(TimelineSvgTest::box).toList(), "texts");
    }
}
