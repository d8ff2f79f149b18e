package interlock.report.render;

import interlock.report.EstimativeWords;
import interlock.report.Report;
import interlock.report.Report.Cell;
import interlock.report.Report.ChangeView;
import interlock.report.Report.DisputeView;
import interlock.report.Report.EvidenceLine;
import interlock.report.Report.FactView;
import interlock.report.Report.PartyView;
import interlock.report.Report.Signal;
import interlock.report.Report.Silence;
import interlock.report.Report.SourceView;
import interlock.report.Report.Status;
import interlock.report.Report.Undecided;
import interlock.report.TimelineReport;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report as one web page that needs nothing but itself. Without scripts it lists every signal with its facts and their
 * documents; with them it filters, unfolds proofs and lights their paths. Whatever comes from outside stands in it as
 * text, and its policy of content lets nothing run but the page's own script.
 */
public final class ReportHtml {
    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z-]+)}}");
    private static final Pattern FOREIGN = Pattern.compile(
            "<(script|meta|link|style|base|iframe|frame|object|embed|form|img|image|use|animate|set)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final String HEAD_ENDS = "<!-- END OF HEAD -->";
    private static final String REPORT_ENDS = "<!-- END OF REPORT -->";
    private static final String REPORT_BEGINS = "<script type=\"application/json\" id=\"report\">";

    private final Report report;
    private final Optional<SignalCourses> courses;
    private final StringBuilder out = new StringBuilder();

    private ReportHtml(Report report, Optional<SignalCourses> courses) {
        this.report = report;
        this.courses = courses;
    }

    /** The whole page, ending with a line break, without when its signals began. */
    public static String of(Report report) {
        return page(report, Optional.empty());
    }

    /**
     * The whole page, ending with a line break.
     *
     * @param timeline of the same facts and policies, up to the day of the report
     */
    public static String of(Report report, TimelineReport timeline) {
        return page(report, Optional.of(new SignalCourses(report, timeline)));
    }

    private static String page(Report report, Optional<SignalCourses> courses) {
        ReportHtml html = new ReportHtml(report, courses);
        return filled(Map.of(
                "masthead", html.part(html::masthead),
                "overview", html.part(html::overview),
                "signals", html.part(html::signals),
                "network", html.part(html::network),
                "timeline", html.part(html::timeline),
                "facts", html.part(html::facts),
                "rest", html.part(html::rest),
                "report", ReportJson.within(report)));
    }

    /**
     * Whether a text is a page of this program, with no script and no way out but its own: for what was made elsewhere and
     * is to be opened here.
     */
    public static boolean isPage(String text) {
        String empty = filled(Map.of());
        String head = empty.substring(0, empty.indexOf(HEAD_ENDS) + HEAD_ENDS.length());
        String foot = empty.substring(empty.indexOf(REPORT_ENDS));
        if (!text.startsWith(head) || !text.endsWith(foot) || text.length() < head.length() + foot.length()) {
            return false;
        }
        String middle = text.substring(head.length(), text.length() - foot.length());
        int data = middle.indexOf(REPORT_BEGINS);
        return data >= 0
                && !FOREIGN.matcher(middle.substring(0, data)).find()
                && middle.indexOf('<', data + REPORT_BEGINS.length()) == middle.length() - "</script>\n".length()
                && middle.endsWith("</script>\n");
    }

    /** The frame of the page with these parts in it. What is filled in is not looked at again. */
    private static String filled(Map<String, String> parts) {
        String style = resource("page.css");
        String script = resource("page.js");
        return SLOT.matcher(resource("page.html"))
                .replaceAll(slot -> Matcher.quoteReplacement(
                        switch (slot.group(1)) {
                            case "style" -> style;
                            case "script" -> script;
                            case "style-hash" -> hash(style);
                            case "script-hash" -> hash(script);
                            default -> parts.getOrDefault(slot.group(1), "");
                        }));
    }

    /** What some writing makes. */
    private String part(Runnable writing) {
        out.setLength(0);
        writing.run();
        return out.toString().stripTrailing();
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(ReportHtml.class.getResourceAsStream("/interlock/web/report/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    // ---- the head of the page

    private void masthead() {
        Report.Run run = report.run();
        line("<h1>Interlock report <span>as of " + run.asOf() + "</span></h1>");
        line("<p class=\"basis\">" + run.facts().count() + " assertions, "
                + run.policies().count() + " policies, "
                + run.parameters().count() + " parameters"
                + (run.knownAsOf().equals(run.asOf()) ? "" : ", knowing what was known on " + run.knownAsOf())
                + asked(run.query()) + "</p>");
        report.summary().notes().forEach(n -> line("<p class=\"note\">Note: " + escaped(n) + ".</p>"));
        int problems = report.diagnostics().size();
        if (problems > 0) {
            line("<p class=\"note\">Warnings: " + problems + (problems == 1 ? " doubt" : " doubts")
                    + " about what was read, at the <a href=\"#doubts\">end</a>.</p>");
        }
    }

    private static String asked(Report.Asked query) {
        List<String> only = new ArrayList<>();
        if (!query.policies().isEmpty()) {
            only.add("policies " + String.join(", ", query.policies()));
        }
        if (!query.parties().isEmpty()) {
            only.add("parties " + String.join(", ", query.parties()));
        }
        if (query.minLevel() != Level.INFO) {
            only.add("level " + word(query.minLevel().name()) + " and above");
        }
        return only.isEmpty() ? "" : escaped("; only " + String.join("; ", only));
    }

    private void overview() {
        line("<div>");
        line("<table class=\"tally\">");
        line("<caption>" + count(report.summary().signals(), "signal", "signals") + ", "
                + report.summary().contingent() + " on something that has not happened</caption>");
        line(
                "<thead><tr><th scope=\"col\">Level</th><th scope=\"col\">established</th><th scope=\"col\">contingent</th><th scope=\"col\">all</th></tr></thead>");
        line("<tbody>");
        report.summary().byLevel().forEach((level, all) -> {
            long contingent = report.signals().stream()
                    .filter(s -> s.level() == level && s.status() == Status.CONTINGENT)
                    .count();
            line("<tr><th scope=\"row\"><span class=\"mark " + level + "\"></span>" + title(level) + "</th>"
                    + figure(all - contingent, "") + figure(contingent, "") + figure(all, "sum") + "</tr>");
        });
        line("</tbody></table>");
        if (!report.summary().byPack().isEmpty()) {
            line("<p class=\"packs\">By pack: "
                    + report.summary().byPack().entrySet().stream()
                            .map(e -> escaped(e.getKey()) + " <b>" + e.getValue() + "</b>")
                            .collect(Collectors.joining(", "))
                    + "</p>");
        }
        line("</div>");
        matrix();
    }

    private static String figure(long n, String style) {
        String classes = (style + (n == 0 ? " zero" : "")).strip();
        return "<td" + (classes.isEmpty() ? "" : " class=\"" + classes + "\"") + ">" + n + "</td>";
    }

    /** Severity from bottom to top, likelihood from left to right; a signal reaches over all that its interval spans. */
    private void matrix() {
        List<String> words = EstimativeWords.all();
        line("<div>");
        line(
                "<p class=\"matrix-title\" id=\"matrix-title\">Severity to be expected, and how likely: a bar reaches from the lower end to the upper, and holds how many signals. The two are never multiplied.</p>");
        if (report.summary().matrix().isEmpty()) {
            line("<p class=\"note\">No signal has a likelihood.</p></div>");
            return;
        }
        line("<div class=\"matrix\" role=\"group\" aria-labelledby=\"matrix-title\">");
        List<Cell> cells = report.summary().matrix();
        for (int from = 80; from >= 0; from -= 20) {
            line("<span class=\"band\">" + from + "–" + (from + 20) + "</span><div class=\"lanes\">");
            for (int i = 0; i < cells.size(); i++) {
                if (cells.get(i).from() == from) {
                    cell(cells.get(i), i, words);
                }
            }
            line("</div>");
        }
        line("<span class=\"axis\"></span><div class=\"words\" aria-hidden=\"true\">"
                + words.stream().map(w -> "<span>" + w + "</span>").collect(Collectors.joining()) + "</div>");
        line("</div></div>");
    }

    private void cell(Cell cell, int index, List<String> words) {
        String[] ends = cell.likelihood().split(" to ", -1);
        int low = Math.max(0, words.indexOf(ends[0]));
        int high = Math.max(low, words.indexOf(ends[ends.length - 1]));
        String says = "severity " + cell.from() + " to " + cell.to() + ", " + cell.likelihood();
        line("<button type=\"button\" disabled class=\"cell a" + low + " b" + high
                + (ends[0].equals(words.get(words.size() - 1)) ? " firm" : "") + "\" data-cell=\"" + index
                + "\" data-says=\"" + escaped(says) + "\" title=\"" + escaped(says) + "\" aria-label=\"" + escaped(says)
                + ": " + count(cell.signals().size(), "signal", "signals") + "\">"
                + cell.signals().size() + "</button>");
    }

    // ---- signals

    private void signals() {
        if (report.signals().isEmpty()) {
            line("<p>No signal.</p>");
        }
        for (Level level : report.summary().byLevel().keySet()) {
            List<Signal> of =
                    report.signals().stream().filter(s -> s.level() == level).toList();
            if (!of.isEmpty()) {
                line("<div class=\"group\">");
                line("<h3><span class=\"mark " + level + "\"></span>" + title(level) + " <span class=\"n\">" + of.size()
                        + "</span></h3>");
                line("<div class=\"rows\" role=\"list\">");
                batches(out, of, 10, this::signal);
                line("</div>");
                line("</div>");
            }
        }
    }

    private void signal(Signal s) {
        line("<div role=\"listitem\"><details class=\"signal\" id=\"signal-" + escaped(s.id()) + "\" data-id=\""
                + escaped(s.id()) + "\">");
        line("<summary><h4>" + escaped(s.policy().title())
                + (s.grade() == null ? "" : " <span class=\"grade\">(" + escaped(s.grade()) + ")</span>")
                + ": <span class=\"who\">" + escaped(ReportText.parties(s)) + "</span></h4>");
        line("<span class=\"says\">" + escaped(s.narrative()) + "</span>");
        line("<span class=\"figures\">" + severity(s) + likelihood(s) + "</span>");
        line("</summary>");
        line("<div class=\"body\">");
        if (s.ifPending() != null) {
            line("<p class=\"pending\">" + escaped(s.ifPending()) + "</p>");
        }
        List<String> certain = new ArrayList<>(s.evidence().facts());
        certain.removeAll(s.contingentOn());
        List<String> others = new ArrayList<>(s.flipsIf());
        others.removeAll(s.contingentOn());
        others.removeAll(certain);
        line("<dl class=\"terms\">");
        links("Hangs on", s.contingentOn(), s);
        links("Rests on", certain, s);
        links("Vanishes without", others, s);
        items("Missing", s.missing().stream().map(m -> escaped(m.because())).toList());
        courses.flatMap(c -> c.since(s.id()))
                .ifPresent(since -> entry(
                        "Since", escaped(since) + " <a href=\"#course-" + escaped(s.id()) + "\">in the timeline</a>"));
        line("</dl>");
        line("<div class=\"proof\"></div>");
        line("<dl class=\"terms small\">");
        if (!s.score().isEmpty()) {
            entry(
                    "Score",
                    "<table class=\"score\"><tbody>"
                            + s.score().stream()
                                    .map(c -> "<tr><td>" + plain(c.points()) + "</td><td>" + escaped(c.component())
                                            + "</td></tr>")
                                    .collect(Collectors.joining())
                            + "</tbody></table>");
        }
        term(
                "Evidence",
                (s.evidence().grade() == null
                                ? "ungraded"
                                : "no weaker than " + s.evidence().grade()) + ", "
                        + count(s.evidence().independentOrigins(), "origin", "origins"));
        term("Policy", s.policy().id() + " " + s.policy().version());
        items(
                "Reference",
                s.policy().references().stream().map(ReportHtml::escaped).toList());
        entry("Signal", "<span class=\"id\">" + escaped(s.id()) + "</span>");
        line("</dl>");
        line("</div></details></div>");
    }

    /** Rows in batches: a browser that need not lay out what is out of sight has to watch few places for that. */
    static <T> void batches(StringBuilder out, List<T> rows, int size, Consumer<T> writing) {
        for (int from = 0; from < rows.size(); from += size) {
            out.append("<div class=\"batch\" role=\"none\">\n");
            rows.subList(from, Math.min(rows.size(), from + size)).forEach(writing);
            out.append("</div>\n");
        }
    }

    /** Filled as far as it holds on what is certain, an outline as far as it would if all that is pending came about. */
    private static String severity(Signal s) {
        BigDecimal floor = s.severity().floor();
        BigDecimal ceiling = s.severity().ceiling();
        BigDecimal expected = s.severity().expected();
        String solid = floor == null || floor.signum() == 0 ? "" : bar("solid", BigDecimal.ZERO, floor, 1, 6);
        String open = ceiling == null ? "" : bar("open", BigDecimal.ZERO, ceiling, 1, 6);
        String tick = expected == null ? "" : "<path class=\"tick\" d=\"M" + plain(expected) + " 0V8\"/>";
        boolean moves = expected != null
                && (ceiling == null || expected.compareTo(ceiling) != 0)
                && (floor == null || expected.compareTo(floor) != 0);
        return "<span><span class=\"unseen\">severity </span><b>" + ReportText.severity(s) + "</b>"
                + (moves ? ", expected " + ReportText.severity(expected) : " of 100") + meter(solid + open + tick)
                + "</span>";
    }

    private static String likelihood(Signal s) {
        Report.Likelihood l = s.likelihood();
        if (l == null) {
            return "<span>" + status(s) + ", likelihood not worked out</span>";
        }
        BigDecimal low = l.low().movePointRight(2);
        BigDecimal high = l.high().movePointRight(2);
        boolean certain = low.compareTo(BigDecimal.valueOf(100)) == 0;
        BigDecimal from = certain ? BigDecimal.valueOf(98) : low;
        BigDecimal width = high.subtract(from).max(BigDecimal.valueOf(2));
        return "<span>" + status(s) + ", " + escaped(certain ? "certain" : ReportText.likelihood(l))
                + meter(bar(
                        "span",
                        from.min(BigDecimal.valueOf(98)),
                        from.min(BigDecimal.valueOf(98)).add(width),
                        2,
                        4))
                + "</span>";
    }

    private static String status(Signal s) {
        return "<b>" + ReportText.words(s.status().name()) + "</b>";
    }

    private static String meter(String inner) {
        return "<svg class=\"meter\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" y=\"3\" width=\"100\" height=\"2\"/>"
                + inner + "</svg>";
    }

    private static String bar(String style, BigDecimal from, BigDecimal to, int y, int height) {
        return "<rect class=\"" + style + "\" x=\"" + plain(from) + "\" y=\"" + y + "\" width=\""
                + plain(to.subtract(from)) + "\" height=\"" + height + "\"/>";
    }

    private void links(String name, List<String> facts, Signal s) {
        items(
                name,
                facts.stream()
                        .map(id -> link(id) + (s.flipsIf().contains(id) ? tag("vanishes without it", "") : ""))
                        .toList());
    }

    private String link(String id) {
        FactView fact = report.facts().get(id);
        return fact == null
                ? escaped(id)
                : "<a href=\"#fact-" + fragment(id) + "\">" + escaped(ReportText.standing(fact)) + "</a>";
    }

    private void items(String name, List<String> html) {
        if (!html.isEmpty()) {
            entry(
                    name,
                    html.size() == 1
                            ? html.get(0)
                            : "<ul>"
                                    + html.stream()
                                            .map(h -> "<li>" + h + "</li>")
                                            .collect(Collectors.joining()) + "</ul>");
        }
    }

    private void term(String name, String text) {
        entry(name, escaped(text));
    }

    private void entry(String name, String html) {
        line("<dt>" + name + "</dt><dd>" + html + "</dd>");
    }

    // ---- the network

    private void network() {
        Network network = Network.of(report);
        if (network.parties().isEmpty()) {
            line("<p class=\"note\">No fact under these signals ties two parties to each other.</p>");
            line("<div class=\"ties\" id=\"ties\" data-hint=\"\"></div>");
            return;
        }
        line("<div class=\"canvas\" tabindex=\"0\" role=\"region\" aria-label=\"Drawing of the network\">");
        out.append(NetworkDrawing.of(network));
        line("</div>");
        line(
                "<div class=\"legend\">"
                        + Arrays.stream(Network.Sort.values())
                                .filter(sort -> network.ties().stream().anyMatch(t -> t.sort() == sort))
                                .map(sort -> "<span><svg viewBox=\"0 0 30 10\" aria-hidden=\"true\"><path class=\"tie "
                                        + sort.style() + "\" d=\"M" + (sort.directed ? 1 : 4)
                                        + " 5H25\" marker-end=\"url(#to-" + sort.style() + ")\""
                                        + (sort.directed ? "" : " marker-start=\"url(#to-" + sort.style() + ")\"")
                                        + "/></svg>" + sort.words + "</span>")
                                .collect(Collectors.joining())
                        + "<span><svg viewBox=\"0 0 30 10\" aria-hidden=\"true\"><path class=\"tie other pending\" d=\"M1 5H29\"/></svg>dashed: not certain</span></div>");
        int left = network.all() - network.parties().size();
        String hint =
                "A party is the larger, the more signals concern it. Open a signal to light its path; choose a party to see only what concerns it."
                        + (left == 0
                                ? ""
                                : " The " + network.parties().size() + " parties with the most signals, of "
                                        + network.all() + "; a chosen signal brings its own.");
        line("<div class=\"ties\" id=\"ties\" aria-live=\"polite\" data-hint=\"" + hint + "\"><p class=\"note\">" + hint
                + "</p></div>");
    }

    // ---- when signals began and moved

    private void timeline() {
        if (courses.isEmpty()) {
            line(
                    "<p class=\"note\">When each signal began and moved takes an evaluation of every day on which something"
                            + " changes. It is on this page with <kbd>./interlock run --timeline -o report.html</kbd>, and with what"
                            + " did it in <kbd>./interlock timeline</kbd>.</p>");
        } else {
            out.append(courses.get().html());
        }
    }

    // ---- facts

    private void facts() {
        Map<String, LocalDate> dated = new LinkedHashMap<>();
        report.facts().entrySet().stream()
                .filter(e -> date(e.getKey(), e.getValue()) != null)
                .sorted(Comparator.comparing((Map.Entry<String, FactView> e) ->
                                Objects.requireNonNull(date(e.getKey(), e.getValue())))
                        .thenComparing(Map.Entry::getKey))
                .forEach(e -> dated.put(e.getKey(), Objects.requireNonNull(date(e.getKey(), e.getValue()))));
        line(
                "<p class=\"note\">All that the signals rest on: from when it holds, or else when it was asserted. A filled dot is certain, a hollow one is not. <span id=\"facts-count\" aria-live=\"polite\"></span></p>");
        if (!dated.isEmpty()) {
            line("<div class=\"strip\" tabindex=\"0\" role=\"region\" aria-label=\"Facts on a line of time\">");
            out.append(DateStrip.of(dated, report.facts(), report.run().asOf()));
            line("</div>");
        }
        SortedMap<Integer, List<String>> years = new TreeMap<>(Comparator.reverseOrder());
        List<String> ids = new ArrayList<>(dated.keySet());
        java.util.Collections.reverse(ids);
        ids.forEach(id -> years.computeIfAbsent(
                        Objects.requireNonNull(dated.get(id)).getYear(), y -> new ArrayList<>())
                .add(id));
        years.forEach((year, of) -> year(String.valueOf(year), of, dated));
        List<String> undated = report.facts().keySet().stream()
                .filter(id -> !dated.containsKey(id))
                .toList();
        if (!undated.isEmpty()) {
            year("Register of parties, undated", undated, dated);
        }
    }

    private void year(String heading, List<String> facts, Map<String, LocalDate> dated) {
        line("<div class=\"year\"><h3>" + heading + "</h3>");
        batches(
                out,
                facts,
                40,
                id -> fact(id, Objects.requireNonNull(report.facts().get(id)), dated.get(id)));
        line("</div>");
    }

    /** The day on which a fact began to hold or, if that is not told, was asserted; null for an entry of the register. */
    private static @Nullable LocalDate date(String id, FactView fact) {
        boolean register = fact.evidence().isEmpty() || fact.parties().stream().anyMatch(p -> p.id().equals(id));
        return fact.from() != null ? fact.from() : register ? null : fact.asserted();
    }

    private void fact(String id, FactView fact, @Nullable LocalDate date) {
        line("<div class=\"dated\" data-fact=\"" + escaped(id) + "\">"
                + (date == null
                        ? "<span class=\"undated\">" + escaped(ReportText.words(kind(fact))) + "</span>"
                        : "<time>" + date + "</time>")
                + "<details class=\"fact\" id=\"fact-" + escaped(id) + "\"><summary>"
                + escaped(ReportText.stripped(fact.says())) + tag(ReportText.words(fact.status()), "")
                + (fact.grade() == null ? "" : tag(fact.grade(), ""))
                + (fact.certain() ? "" : tag("not certain", " doubt"))
                + "</summary>");
        line("<ul class=\"evidence\">");
        Map<String, List<EvidenceLine>> bySource = new LinkedHashMap<>();
        fact.evidence()
                .forEach(e -> bySource.computeIfAbsent(e.source(), x -> new ArrayList<>())
                        .add(e));
        bySource.forEach(this::evidence);
        if (fact.evidence().isEmpty()) {
            line("<li class=\"from\">An entry of the register, without a document of its own.</li>");
        }
        line("</ul>");
        line("<dl class=\"terms\">");
        fact.fields().forEach((field, value) -> term(escaped(field), value));
        if (fact.contradicts() != null) {
            entry("contradicts", link(fact.contradicts()));
        }
        term("asserted", fact.asserted() + (fact.to() == null ? "" : ", holds until " + fact.to()));
        if (fact.note() != null) {
            term("note", fact.note());
        }
        entry(
                "fact",
                "<span class=\"id\">"
                        + escaped(id + ", " + fact.at().file() + ":" + fact.at().line()) + "</span>");
        line("</dl></details></div>");
    }

    /** What one document says of a fact: its quotes, then the document with its grade. */
    private void evidence(String id, List<EvidenceLine> lines) {
        SourceView s = report.sources().get(id);
        String url = s == null ? null : s.url();
        String name = s == null ? id : s.publisher() + ", " + s.title();
        boolean web = url != null && (url.startsWith("https://") || url.startsWith("http://"));
        String letter = s == null ? "" : s.letter();
        String grades = lines.stream()
                .map(e -> letter + e.credibility())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String origins = lines.stream()
                .map(EvidenceLine::origin)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        line("<li>");
        lines.forEach(e -> line("<p class=\"quote\">"
                + (e.quote() == null ? "No quote on file" : "<q>" + escaped(e.quote()) + "</q>")
                + (e.locator() == null ? "" : "<span class=\"from\"> " + escaped(e.locator()) + "</span>") + "</p>"));
        line("<p class=\"from\">"
                + (web && url != null
                        ? "<a href=\"" + escaped(url) + "\" rel=\"noreferrer noopener\">" + escaped(name) + "</a>"
                        : escaped(name))
                + escaped((s == null || s.published() == null ? "" : ", " + s.published()) + ". " + grades
                        + (origins.isEmpty() ? "" : ". First said by " + origins)
                        + (s == null || s.republishes() == null ? "" : ". Republishes " + s.republishes())
                        + (s == null || s.interest() == null ? "" : ". Interest: " + s.interest()))
                + ".</p></li>");
    }

    // ---- the rest

    private void rest() {
        disputes();
        undecided();
        silent();
        doubts();
        legend();
        ran();
    }

    private void disputes() {
        if (report.disputes().isEmpty()) {
            return;
        }
        open("disputes", "Disputed facts");
        line("<p class=\"note\">Contradicted by better evidence, and used in no world.</p>");
        line("<ul>");
        for (DisputeView d : report.disputes()) {
            line("<li><dl class=\"terms\">");
            entry("Used", link(d.used()));
            entry("Not used", link(d.other()));
            items(
                    "If the other were right",
                    d.changes().isEmpty()
                            ? List.of("no signal would change")
                            : d.changes().stream().map(this::change).toList());
            line("</dl></li>");
        }
        line("</ul></section>");
    }

    private String change(ChangeView c) {
        return "<a href=\"#signal-" + fragment(c.signal()) + "\">"
                + escaped(c.title() + (c.grade() == null ? "" : " (" + c.grade() + ")") + ": "
                        + c.parties().stream().map(PartyView::name).collect(Collectors.joining(", ")))
                + "</a>, " + (c.in().equals("FLOOR") ? "on what is certain" : "if all that is pending came about")
                + ": "
                + ReportText.severity(c.before()) + " becomes " + ReportText.severity(c.after());
    }

    private void undecided() {
        if (report.undecided().isEmpty()) {
            return;
        }
        open("undecided", "Undecided");
        line("<p class=\"note\">Nobody can say whether these hold, since something that decides it is on no file.</p>");
        line("<div role=\"list\">");
        batches(out, report.undecided(), 10, this::undecided);
        line("</div></section>");
    }

    private void undecided(Undecided u) {
        line("<div class=\"open\" role=\"listitem\"><dl class=\"terms\">");
        entry("Signal", escaped(ReportText.title(u)) + " <span class=\"id\">" + escaped(u.id()) + "</span>");
        u.clauses().forEach(c -> {
            items("Missing", c.missing().stream().map(m -> escaped(m.because())).toList());
            items("Would rest on", c.facts().stream().map(this::link).toList());
        });
        line("</dl></div>");
    }

    private void silent() {
        if (report.silent().isEmpty()) {
            return;
        }
        open("silent", "Silent");
        line("<p class=\"note\">Policies that raised nothing, and kinds of facts that no policy reads.</p>");
        line(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"What stayed silent\"><table class=\"plain-table\"><thead><tr><th scope=\"col\">Policy or kind</th><th scope=\"col\">Why</th></tr></thead><tbody>");
        for (Silence s : report.silent()) {
            String name = s.policy() != null ? s.policy() : "facts of the kind " + s.kind();
            line("<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + escaped(s.reason())
                    + (s.nearest() == null ? "" : "<br/>Nearest: " + escaped(ReportText.words(s.nearest())))
                    + "</td></tr>");
        }
        line("</tbody></table></div></section>");
    }

    private void doubts() {
        if (report.diagnostics().isEmpty()) {
            return;
        }
        open("doubts", "Doubts about what was read");
        line("<ul>");
        report.diagnostics()
                .forEach(d -> line("<li>" + escaped(d.message() + (d.help() == null ? "" : "; " + d.help()))
                        + " <span class=\"id\">" + escaped(d.code() + " " + d.file() + ":" + d.line())
                        + "</span></li>"));
        line("</ul></section>");
    }

    private void legend() {
        open("reading", "How to read this page");
        line("<div class=\"columns\">");
        line("<dl class=\"terms\">");
        term(
                "Established",
                "holds on what is certain: what is signed, completed, active or reported, and credible enough");
        term("Contingent", "needs something that has not happened");
        term(
                "Severity",
                "0 to 100. Filled: on what is certain. Outlined: if all that is pending came about. The line: to be expected where the signal holds");
        term(
                "Likelihood",
                "from the lower end to the upper, in the words of ICD 203: almost no chance to 5 %, very unlikely to 20, unlikely to 45, roughly even to 55, likely to 80, very likely to 95, almost certain above");
        line("</dl>");
        line("<dl class=\"terms\">");
        term("Grade", "the letter of the source and the digit of the claim, such as B1");
        term(
                "A to F",
                "source reliable, usually reliable, fairly reliable, not usually reliable, unreliable, not to be judged");
        term("1 to 6", "claim confirmed, probably true, possibly true, doubtful, improbable, not to be judged");
        term("Origins", "who said it first; a report of a report counts once");
        line("</dl>");
        line("</div></section>");
    }

    private void ran() {
        Report.Run run = report.run();
        open("ran", "What was run");
        line("<dl class=\"terms\">");
        term("Engine", run.engine());
        digest("Facts", run.facts().digest(), run.facts().files());
        digest("Policies", run.policies().digest(), run.policies().files());
        digest("Parameters", run.parameters().digest(), run.parameters().files());
        entry("Run", "<span class=\"id\">" + escaped(run.digest()) + "</span>");
        term(
                "Limits",
                run.limits().firings() + " firings in one world; spent on likelihoods, in per cent of the usual: "
                        + run.limits().weighing() + "; what signals vanish without: "
                        + run.limits().flips() + "; what disputes could change: "
                        + run.limits().reversals());
        line("</dl></section>");
    }

    private void digest(String name, String digest, SortedMap<String, String> files) {
        entry(
                name,
                "<span class=\"id\">" + escaped(digest) + "</span><details><summary>"
                        + count(files.size(), "file", "files") + "</summary><ul class=\"plain\">"
                        + files.entrySet().stream()
                                .map(f -> "<li class=\"id\">" + escaped(f.getKey() + " " + f.getValue()) + "</li>")
                                .collect(Collectors.joining())
                        + "</ul></details>");
    }

    // ---- pieces

    private void open(String id, String title) {
        line("<section class=\"appendix\" id=\"" + id + "\" aria-labelledby=\"" + id + "-title\"><h2 id=\"" + id
                + "-title\">" + title + "</h2>");
    }

    private static String tag(String text, String more) {
        return "<span class=\"tag" + more + "\">" + escaped(text) + "</span>";
    }

    private static String kind(FactView fact) {
        return fact.kind().replaceAll("([a-z])([A-Z])", "$1 $2");
    }

    private static String count(int n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }

    private static String title(Level level) {
        return level.name().charAt(0) + word(level.name().substring(1));
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** As {@link CatalogHtml#escaped}, on one line. */
    static String escaped(String text) {
        return CatalogHtml.escaped(text.replace('\t', ' '));
    }

    private static String fragment(String id) {
        Function<Integer, String> coded = c -> "%%%02X".formatted(c);
        StringBuilder fragment = new StringBuilder();
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xFF;
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0);
            fragment.append(plain ? String.valueOf((char) c) : coded.apply(c));
        }
        return fragment.toString();
    }

    private void line(String html) {
        out.append(html).append('\n');
    }
}
