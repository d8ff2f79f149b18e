package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.Location;
import interlock.engine.Probe;
import interlock.policytest.Coverage.OfClause;
import interlock.policytest.Coverage.OfCondition;
import interlock.policytest.Coverage.OfPolicy;
import interlock.policytest.TestResult.Subject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** How tests went, as JSON and as the XML of JUnit, held against what its readers expect. */
final class TestFormatsTest {
    private static final String NASTY = "expected: <a> & \"b\"\n  came out: ]]> \u0001 \uD83D\uDE00 ü\t.";

    private static final Location AT = new Location("rules/demo/holds.test.yaml", 7, 11, 4);
    private static final TestRun PLAIN = new TestRun(
            List.of(
                    new TestResult(Subject.CASE, "demo/holds", "a \"quoted\" <case> & more", AT, List.of()),
                    new TestResult(Subject.CASE, "demo/holds", "it fails", AT, List.of(NASTY, "and more")),
                    new TestResult(
                            Subject.COMPLETENESS,
                            "demo/lends",
                            "some case is silent",
                            Location.ofFile("rules/demo/lends.test.yaml"),
                            List.of("none"))),
            Optional.empty());
    private static final TestRun COVERED = new TestRun(
            PLAIN.results(),
            Optional.of(new Coverage(List.of(new OfPolicy(
                    "demo/holds",
                    "rules/demo/holds.drl",
                    List.of(new OfClause(
                            "a clause",
                            new Location("rules/demo/holds.drl", 3, 1, 4),
                            List.of(
                                    condition(Probe.Sort.CONSTRAINT, "amount < 3 && id == \"x\"", true, false),
                                    condition(Probe.Sort.ABSENCE, "not Holding()", true, true),
                                    condition(Probe.Sort.RESULT, "$n > 1", true, true)))))))));

    private static OfCondition condition(Probe.Sort sort, String text, boolean everTrue, boolean everFalse) {
        return new OfCondition(sort, text, new Location("rules/demo/holds.drl", 5, 7, 3), everTrue, everFalse);
    }

    @Test
    void theJsonIsAsItsSchemaSays() throws IOException {
        assertThat(TestSchema.valid(TestJson.of(PLAIN)))
                .contains("\"summary\" : {\n    \"tests\" : 3,\n    \"passed\" : 1,\n    \"failed\" : 2\n  }")
                .doesNotContain("coverage");
        assertThat(TestSchema.valid(TestJson.of(COVERED)))
                .contains("\"conditions\" : 3,\n    \"seenBothWays\" : 2,\n    \"percent\" : 66.6,")
                .contains("\"text\" : \"amount < 3 && id == \\\"x\\\"\"");
    }

    @Test
    void theSchemaRefusesWhatIsNotPromised() throws IOException {
        String json = TestJson.of(COVERED);
        assertThat(TestSchema.problems(json.replace("\"percent\"", "\"per cent\"")))
                .isNotEmpty();
        assertThat(TestSchema.problems(json.replace("\"passed\" : true", "\"passed\" : false")))
                .isNotEmpty();
        assertThat(TestSchema.problems(json.replace("interlock.tests/1", "interlock.tests/2")))
                .isNotEmpty();
    }

    @Test
    void theXmlIsWhatReadersOfJUnitExpect() throws IOException, SAXException, ParserConfigurationException {
        Document plain = valid(TestJUnit.of(PLAIN, 0));
        Element all = plain.getDocumentElement();
        assertThat(all.getAttribute("tests")).isEqualTo("3");
        assertThat(all.getAttribute("failures")).isEqualTo("2");
        assertThat(plain.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
        assertThat(plain.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        Element first = (Element) plain.getElementsByTagName("testcase").item(0);
        assertThat(first.getAttribute("name")).isEqualTo("a \"quoted\" <case> & more");
        assertThat(first.getAttribute("classname")).isEqualTo("demo/holds");
        assertThat(first.getAttribute("line")).isEqualTo("7");
        Element failure = (Element) plain.getElementsByTagName("failure").item(0);
        assertThat(failure.getTextContent()).isEqualTo(NASTY.replace('\u0001', '\uFFFD') + "\nand more");
        assertThat(failure.getAttribute("message")).isEqualTo("expected: <a> & \"b\"");
    }

    @Test
    void coverageBelowTheMinimumIsAFailureInTheXml() throws IOException, SAXException, ParserConfigurationException {
        Document enough = valid(TestJUnit.of(COVERED, 66));
        assertThat(enough.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(enough.getDocumentElement().getAttribute("failures")).isEqualTo("2");
        Document little = valid(TestJUnit.of(COVERED, 67));
        assertThat(little.getDocumentElement().getAttribute("failures")).isEqualTo("3");
        assertThat(little.getElementsByTagName("failure").item(2).getTextContent())
                .isEqualTo("rules/demo/holds.drl:5:7 never false: `amount < 3 && id == \"x\"`");
    }

    private static Document valid(String xml) throws IOException, SAXException, ParserConfigurationException {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Path.of("src/test/golden/junit.xsd").toFile())
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
