package interlock.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Location;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReadersTest {
    private final List<Diagnostic> problems = new ArrayList<>();

    @Test
    void quotedWordsAreToldFromBareOnes() {
        Node.Entries entries = (Node.Entries) yaml("a: 50\nb: \"50\"\nc: '50'\nd: |\n  50\ne: ~\nf:\ng: 1:30\n");
        assertThat(entries.entries())
                .extracting(e -> ((Node.Scalar) e.value()).form())
                .containsExactly(
                        Node.Form.BARE,
                        Node.Form.QUOTED,
                        Node.Form.QUOTED,
                        Node.Form.QUOTED,
                        Node.Form.NOTHING,
                        Node.Form.NOTHING,
                        Node.Form.BARE);
    }

    @Test
    void placesCountCharactersAlsoBehindThoseThatTakeTwoPlaces() {
        Node.Entries yaml = (Node.Entries) yaml("\"😀😀\": {a: bc}\n");
        assertThat(((Node.Entries) yaml.entries().get(0).value())
                        .entries()
                        .get(0)
                        .value()
                        .at())
                .isEqualTo(new Location("t", 1, 13, 2));
        Node.Entries json = (Node.Entries) JsonReader.read(new SourceText("t", "{\"😀😀\":  \"bc\"}"), problems::add)
                .orElseThrow();
        assertThat(json.entries().get(0).value().at()).isEqualTo(new Location("t", 1, 11, 4));
    }

    @Test
    void linesMayEndInAnyWay() {
        Node.Entries entries = (Node.Entries) yaml("a: 1\r\nb: 2\r\n");
        assertThat(entries.entries().get(1).keyAt()).isEqualTo(new Location("t", 2, 1, 1));
        assertThat(new SourceText("t", "a\r\nb\rc\n").line(2)).isEqualTo("b");
        assertThat(new SourceText("t", "a\r\nb\rc\n").line(3)).isEqualTo("c");
        assertThat(new SourceText("t", "a").line(2)).isNull();
    }

    @Test
    void aTableKnowsThePlacesOfItsCells() {
        CsvTable table = CsvTable.read(
                        new SourceText("t", "kind,name\r\n\r\nPerson, \"Ada,\n\"\"the\"\" first\" \r\nPerson,  Bea  "),
                        problems::add)
                .orElseThrow();
        assertThat(table.rows()).hasSize(2);
        assertThat(table.rows().get(0).get(1))
                .isEqualTo(new Node.Scalar("Ada,\n\"the\" first", Node.Form.CELL, new Location("t", 3, 9, 5)));
        assertThat(table.rows().get(1).get(1))
                .isEqualTo(new Node.Scalar("Bea", Node.Form.CELL, new Location("t", 5, 10, 3)));
        assertThat(problems).isEmpty();
    }

    @Test
    void aFileOfCommentsSaysNothing() {
        assertThat(yaml("# only a comment\n").nothing()).isTrue();
    }

    @Property
    void jsonIsReadAsByAnotherReader(@ForAll("jsonLike") String text) {
        List<Diagnostic> told = new ArrayList<>();
        Optional<Node> ours = JsonReader.read(new SourceText("t", text), told::add);
        JsonNode theirs = theirs(text);
        assertThat(ours.isPresent() && told.isEmpty()).as(text).isEqualTo(theirs != null);
        if (theirs != null) {
            assertThat(written(ours.orElseThrow())).isEqualTo(written(theirs));
        }
    }

    @Property
    void noTextBreaksAReader(@ForAll("jsonLike") String text, @ForAll String any) {
        List<Diagnostic> told = new ArrayList<>();
        for (String input : List.of(text, any, text + any)) {
            SourceText source = new SourceText("t", input);
            boolean read = YamlReader.read(source, told::add).isPresent()
                    && CsvTable.read(source, told::add).isPresent();
            JsonReader.readLines(source, told::add);
            assertThat(read || !told.isEmpty()).isTrue();
        }
        assertThat(told).allSatisfy(d -> assertThat(d.at().column()).isPositive());
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"a\"",
                        "\"b\\n\\u00e9\"",
                        "\"",
                        "1",
                        "-0.5e3",
                        "01",
                        "true",
                        "null",
                        "nul",
                        " ",
                        "\n",
                        "\t",
                        "'x'",
                        "- ",
                        "a: ",
                        "#",
                        "&x ",
                        "*x",
                        "|",
                        "?",
                        "<<",
                        "\\",
                        "{\"a\":1}",
                        "[1,\"x\"]",
                        "\"k\":")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    private Node yaml(String text) {
        return YamlReader.read(new SourceText("t", text), problems::add).orElseThrow();
    }

    private static @Nullable JsonNode theirs(String text) {
        ObjectMapper mapper = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        try {
            JsonNode tree = mapper.readTree(text);
            return tree.isMissingNode() ? null : tree;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String written(Node node) {
        if (node instanceof Node.Entries entries) {
            StringBuilder text = new StringBuilder("{");
            entries.entries().forEach(e -> text.append(e.key()).append('=').append(written(e.value())));
            return text.append('}').toString();
        }
        if (node instanceof Node.Items items) {
            StringBuilder text = new StringBuilder("[");
            items.items().forEach(i -> text.append(written(i)).append(','));
            return text.append(']').toString();
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return scalar.form() == Node.Form.NUMBER
                ? new BigDecimal(scalar.text()).stripTrailingZeros().toString()
                : scalar.nothing() ? "null" : scalar.text();
    }

    private static String written(JsonNode node) {
        StringBuilder text = new StringBuilder();
        if (node.isObject()) {
            text.append('{');
            node.properties().forEach(e -> text.append(e.getKey()).append('=').append(written(e.getValue())));
            return text.append('}').toString();
        }
        if (node.isArray()) {
            text.append('[');
            node.forEach(i -> text.append(written(i)).append(','));
            return text.append(']').toString();
        }
        return node.isNumber() ? node.decimalValue().stripTrailingZeros().toString() : node.asText();
    }
}
