package interlock.report.render;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import interlock.Interlock;
import interlock.Query;
import interlock.report.Report;
import interlock.report.TimelineReport;
import interlock.report.TimelineReport.SignalLife;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reports that pages are made of in tests. */
final class Pages {
    /** Tries to end every place in which a text could stand, and turns the reading direction. */
    static final String HOSTILE =
            "</script></style></title><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
                    + "'&amp; {{script}} --> ]]> \u202e `x`";

    private static final Set<String> TEXTS = Set.of(
            "title",
            "name",
            "role",
            "says",
            "narrative",
            "ifPending",
            "because",
            "concludes",
            "absent",
            "quote",
            "publisher",
            "locator",
            "origin",
            "note",
            "notes",
            "interest",
            "republishes",
            "reference",
            "references",
            "rationale",
            "component",
            "clause",
            "reason",
            "message",
            "help",
            "grade");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addDeserializer(LocalDate.class, new Dates()))
            .build();

    private Pages() {}

    private static final class Dates extends JsonDeserializer<LocalDate> {
        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return LocalDate.parse(parser.getText());
        }
    }

    /** Worked out once for all tests. */
    private static final class Shipped {
        static final Interlock INTERLOCK = Interlock.open(List.of(Path.of("facts")), List.of(Path.of("rules")));
        static final Report REPORT = INTERLOCK.run(Query.everything());
    }

    /** Worked out once for all tests. */
    private static final class Timed {
        static final TimelineReport TIMELINE =
                Shipped.INTERLOCK.course(Query.everything(), true).orElseThrow();
    }

    /** When the signals of the shipped report began and moved. */
    static TimelineReport timeline() {
        return Timed.TIMELINE;
    }

    /** The timeline of the shipped signals, given to those of another report by the beginning of their ids. */
    static TimelineReport timelineOf(Report report) {
        TimelineReport one = timeline();
        List<SignalLife> lives = new ArrayList<>();
        for (Report.Signal signal : report.signals()) {
            one.signals().stream()
                    .filter(l -> signal.id().contains(l.id()))
                    .map(l -> new SignalLife(
                            signal.id(),
                            signal.policy(),
                            signal.grade(),
                            signal.parties(),
                            signal.concerns(),
                            l.periods(),
                            l.changes()))
                    .forEach(lives::add);
        }
        return new TimelineReport(one.format(), one.run(), one.span(), one.days(), lives, one.notes());
    }

    /** The report over the facts and rules that come with the program. */
    static Report shipped() {
        return Shipped.REPORT;
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new AssertionError(e);
        }
    }

    private static Report read(JsonNode tree) {
        try {
            return MAPPER.treeToValue(tree, Report.class);
        } catch (JacksonException e) {
            throw new AssertionError(e);
        }
    }

    /** The shipped report, read again from what was written. */
    static Report copy() {
        return read(tree(ReportJson.of(shipped())));
    }

    /** The shipped report with every text replaced by a hostile one, and some ids too. */
    static Report hostile() {
        String json = ReportJson.of(shipped());
        String id = TextNode.valueOf("a\"'><img src=x onerror=document.title='taken'>")
                .toString();
        for (String name : List.of("amazon-openai-talks", "disney", "9974686cd8cd")) {
            json = json.replace("\"" + name + "\"", id.substring(0, id.length() - 1) + name + "\"");
        }
        JsonNode tree = tree(json);
        spoil(tree, "");
        return read(tree);
    }

    private static void spoil(JsonNode node, String within) {
        if (node instanceof ObjectNode object) {
            boolean words = Set.of("fields", "bindings").contains(within);
            for (Map.Entry<String, JsonNode> e : List.copyOf(object.properties())) {
                if (e.getKey().equals("url") && e.getValue().isTextual()) {
                    object.put("url", "javascript:document.title='taken'");
                } else if (e.getValue().isTextual() && (words || TEXTS.contains(e.getKey()))) {
                    object.put(e.getKey(), HOSTILE);
                } else if (e.getValue() instanceof ArrayNode array && TEXTS.contains(e.getKey())) {
                    for (int i = 0; i < array.size(); i++) {
                        if (array.get(i).isTextual()) {
                            array.set(i, TextNode.valueOf(HOSTILE));
                        } else {
                            spoil(array.get(i), e.getKey());
                        }
                    }
                } else {
                    spoil(e.getValue(), e.getKey());
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(n -> spoil(n, within));
        }
    }

    /** Worked out once for all tests. */
    private static final class Large {
        static final Report REPORT = many(1_000);
    }

    /** A report of a thousand signals: the shipped one again and again, each time about other parties and other facts. */
    static Report large() {
        return Large.REPORT;
    }

    private static Report many(int count) {
        Report one = shipped();
        List<Report.Signal> signals = new ArrayList<>(one.signals());
        SortedMap<String, Report.Proof> proofs = new TreeMap<>(one.proofs());
        SortedMap<String, Report.FactView> facts = new TreeMap<>(one.facts());
        for (int copy = 1; signals.size() < count; copy++) {
            Report other = renamed(copy);
            signals.addAll(other.signals().subList(0, Math.min(other.signals().size(), count - signals.size())));
            proofs.putAll(other.proofs());
            facts.putAll(other.facts());
        }
        return new Report(
                one.format(),
                one.run(),
                one.summary(),
                signals,
                proofs,
                facts,
                one.sources(),
                one.parameters(),
                one.disputes(),
                one.undecided(),
                one.silent(),
                one.diagnostics());
    }

    private static final Pattern WORD = Pattern.compile("\"([A-Za-z0-9-]+)\"");

    /** The shipped report with a number behind every id and every name. */
    private static Report renamed(int copy) {
        Report one = shipped();
        Set<String> ids = new HashSet<>(one.facts().keySet());
        ids.addAll(one.proofs().keySet());
        one.signals().forEach(s -> ids.add(s.id()));
        one.facts().values().forEach(f -> f.parties().forEach(p -> ids.add(p.id())));
        Set<String> names = new HashSet<>();
        one.facts().values().forEach(f -> f.parties().forEach(p -> names.add(p.name())));
        String json = WORD.matcher(ReportJson.within(one))
                .replaceAll(m -> ids.contains(m.group(1)) ? "\"" + m.group(1) + "-" + copy + "\"" : m.group());
        for (String name : names) {
            json = json.replace("\"name\":\"" + name + "\"", "\"name\":\"" + name + " " + copy + "\"");
        }
        return read(tree(json));
    }
}
