package interlock.json;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document without giving words a type: {@code no}, {@code 1:30} and {@code 2026-01-30} stay as written,
 * and the field they stand in says what they mean. Anchors, aliases, merge keys and tags are refused, so that a file says
 * what it seems to say.
 */
public final class YamlReader {
    private final SourceText source;
    private final Parser parser;
    private final Consumer<Diagnostic> problems;
    private final int[] pairs;
    private int depth;

    private YamlReader(SourceText source, Consumer<Diagnostic> problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.source = source;
        this.parser = new ParserImpl(new StreamReader(source.text()), options);
        this.problems = problems;
        this.pairs = surrogatePairs(source.text());
    }

    /**
     * The value that the file holds, nothing for a file of comments only; empty if it cannot be read, which
     * {@code problems} is then told.
     */
    public static Optional<Node> read(SourceText source, Consumer<Diagnostic> problems) {
        YamlReader reader = new YamlReader(source, problems);
        try {
            return Optional.of(reader.document());
        } catch (InvalidInput e) {
            e.diagnostics().forEach(problems);
        } catch (MarkedYAMLException e) {
            problems.accept(reader.problem(e));
        } catch (ReaderException e) {
            int offset = reader.offset(e.getPosition());
            problems.accept(Problems.error(
                    source,
                    ReadingCode.SYNTAX,
                    source.at(offset, offset + 1),
                    "the character " + Problems.name(e.getCodePoint()) + " cannot stand in YAML",
                    "remove it"));
        }
        return Optional.empty();
    }

    private Node document() {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return new Node.Scalar("", Node.Form.NOTHING, source.at(0, 1));
        }
        parser.getEvent();
        Node value = value();
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw Problems.fatal(
                    source,
                    ReadingCode.SEVERAL_DOCUMENTS,
                    at(parser.peekEvent()),
                    "a second document begins here",
                    "put it into a file of its own");
        }
        return value;
    }

    private Node value() {
        Event event = parser.getEvent();
        if (event instanceof NodeEvent node) {
            refuseReferences(node);
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        if (++depth > Problems.DEEPEST) {
            throw Problems.tooDeep(source, at(event));
        }
        Node value = event instanceof MappingStartEvent mapping ? entries(mapping) : items(event);
        depth--;
        return value;
    }

    private Node scalar(ScalarEvent event) {
        String text = event.getValue();
        if (event.getScalarStyle() != ScalarStyle.PLAIN) {
            return new Node.Scalar(text, Node.Form.QUOTED, at(event));
        }
        boolean nothing = switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
        };
        return nothing
                ? new Node.Scalar("", Node.Form.NOTHING, at(event))
                : new Node.Scalar(text, Node.Form.BARE, at(event));
    }

    private Node entries(MappingStartEvent start) {
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, Location> seen = new HashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event keyEvent = parser.getEvent();
            if (keyEvent instanceof NodeEvent node) {
                refuseReferences(node);
            }
            Location keyAt = at(keyEvent);
            if (!(keyEvent instanceof ScalarEvent scalar)) {
                throw Problems.fatal(
                        source,
                        ReadingCode.SYNTAX,
                        keyAt,
                        "a key must be a single word",
                        "put text in quotes if it has brackets in it");
            }
            String key = scalar.getValue();
            if (key.equals("<<")) {
                throw Problems.fatal(
                        source,
                        ReadingCode.NOT_PLAIN,
                        keyAt,
                        "the merge key `<<` is not supported",
                        "write the fields out in each place");
            }
            Node value = value();
            Location first = seen.putIfAbsent(key, keyAt);
            if (first == null) {
                entries.add(new Node.Entry(key, keyAt, value));
            } else {
                problems.accept(Problems.duplicate(source, key, keyAt, first));
            }
        }
        parser.getEvent();
        boolean block = !start.isFlow() && !entries.isEmpty();
        return new Node.Entries(entries, block ? entries.get(0).keyAt() : at(start));
    }

    private Node items(Event start) {
        List<Node> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(value());
        }
        parser.getEvent();
        return new Node.Items(items, at(start));
    }

    private void refuseReferences(NodeEvent event) {
        if (event instanceof AliasEvent) {
            throw notPlain(event, "the alias `*" + event.getAnchor() + "`", "`*`");
        }
        if (event.getAnchor() != null) {
            throw notPlain(event, "the anchor `&" + event.getAnchor() + "`", "`&`");
        }
        String tag = event instanceof ScalarEvent scalar ? scalar.getTag() : ((CollectionStartEvent) event).getTag();
        if (tag != null) {
            throw notPlain(event, "the tag `" + tag.replace("tag:yaml.org,2002:", "!!") + "`", "`!`");
        }
    }

    private InvalidInput notPlain(Event event, String what, String sign) {
        return Problems.fatal(
                source,
                ReadingCode.NOT_PLAIN,
                at(event),
                what + " is not supported",
                "write the value out; put text that starts with " + sign + " in quotes");
    }

    private Location at(Event event) {
        Mark start = event.getStartMark();
        Mark end = event.getEndMark();
        boolean bracket = event instanceof CollectionStartEvent || start == end;
        int from = offset(start.getIndex());
        return source.at(from, bracket ? from + 1 : offset(end.getIndex()));
    }

    /** The problem that the parser found, in our words; it tells what it means by a fixed text. */
    private Diagnostic problem(MarkedYAMLException found) {
        Mark mark = found.getProblemMark() == null ? found.getContextMark() : found.getProblemMark();
        String text = source.text();
        int offset = mark == null ? text.length() : offset(mark.getIndex());
        if (text.substring(Math.min(offset, text.length())).isBlank()) {
            return cutOff(found.getContextMark());
        }
        int character = text.codePointAt(offset);
        Location at = source.at(offset, offset + Character.charCount(character));
        boolean begins = source.at(offset, offset + 1).column() > 1
                && text.substring(text.lastIndexOf('\n', offset) + 1, offset).isBlank();
        Words ours = words(String.valueOf(found.getProblem()).toLowerCase(Locale.ROOT), character, begins);
        return Problems.error(source, ReadingCode.SYNTAX, at, ours.message, ours.help);
    }

    private static Words words(String problem, int character, boolean begins) {
        if (character == '\t' || problem.contains("(tab)")) {
            return new Words("a tab cannot be used to indent", "indent with blanks");
        }
        if (problem.contains("mapping values are not allowed")) {
            return new Words(
                    "a `:` is not expected here",
                    "put text that has `: ` in it in quotes; check that the lines are indented alike");
        }
        if (problem.contains("escape")) {
            return new Words(
                    "this is not a character that can follow a `\\`",
                    "put the text in single quotes, or write a backslash as \\\\");
        }
        if (problem.contains("cannot start any token")) {
            return new Words("a value cannot start with " + Problems.name(character), "put the text in quotes");
        }
        if (problem.contains("expected ',' or")) {
            return new Words("a `,` or the closing bracket is expected here, not " + Problems.name(character), null);
        }
        if (problem.contains("could not find expected ':'")) {
            return new Words("a `:` is missing before this place", "write `field: value`");
        }
        if (begins && problem.contains("<block end>")) {
            return new Words(
                    "this line is indented otherwise than the lines it belongs to",
                    "indent the fields of one group alike");
        }
        return new Words(
                Problems.name(character) + " is not expected here",
                "check that the lines above are indented alike and that quotes are closed");
    }

    private record Words(String message, @Nullable String help) {}

    private Diagnostic cutOff(@Nullable Mark opened) {
        Location begun = opened == null ? null : source.at(offset(opened.getIndex()), offset(opened.getIndex()) + 1);
        return Problems.error(
                source,
                ReadingCode.CUT_OFF,
                source.end(),
                begun == null
                        ? "the file ends in the middle of a value"
                        : "the file ends before what begins at " + begun.line() + ":" + begun.column() + " is closed",
                "close the bracket or the quote; the file may be cut off");
    }

    /** Where in the text the character of that number (counted in code points) stands. */
    private int offset(int codePoints) {
        int found = Arrays.binarySearch(pairs, codePoints);
        int before = found >= 0 ? found : -found - 1;
        return Math.min(codePoints + before, source.text().length());
    }

    /** The numbers, in code points, of the characters that take two places in the text. */
    private static int[] surrogatePairs(String text) {
        List<Integer> pairs = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))) {
                pairs.add(i - pairs.size());
            }
        }
        return pairs.stream().mapToInt(Integer::intValue).toArray();
    }
}
