package interlock.policytest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import interlock.diagnostic.Location;
import java.util.Locale;

/** How tests went as JSON, as {@code src/docs/tests.schema.json} has it. The same run gives the same bytes. */
public final class TestJson {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build()
            .writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private TestJson() {}

    /** The whole run, ending with a line break. */
    public static String of(TestRun run) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", "interlock.tests/1");
        root.putObject("summary")
                .put("tests", run.results().size())
                .put("passed", run.passed())
                .put("failed", run.failed());
        ArrayNode tests = root.putArray("tests");
        for (TestResult result : run.results()) {
            ObjectNode test = tests.addObject()
                    .put("policy", result.policy())
                    .put("subject", result.subject().name())
                    .put("name", result.name());
            at(result.at(), test);
            test.put("passed", result.passed());
            ArrayNode failures = test.putArray("failures");
            result.failures().forEach(failures::add);
        }
        run.coverage().ifPresent(c -> coverage(c, root.putObject("coverage")));
        try {
            return WRITER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a run of tests that cannot be written", e);
        }
    }

    private static void coverage(Coverage coverage, ObjectNode root) {
        root.put("conditions", coverage.conditions())
                .put("seenBothWays", coverage.seen())
                .put("percent", coverage.percent());
        ArrayNode policies = root.putArray("policies");
        for (Coverage.OfPolicy policy : coverage.policies()) {
            ObjectNode ofPolicy = policies.addObject()
                    .put("policy", policy.policy())
                    .put("file", policy.file())
                    .put("conditions", policy.conditions().size())
                    .put("seenBothWays", policy.seen())
                    .put("percent", policy.percent());
            ArrayNode clauses = ofPolicy.putArray("clauses");
            for (Coverage.OfClause clause : policy.clauses()) {
                ArrayNode conditions = clauses.addObject()
                        .put("clause", clause.clause())
                        .put("line", clause.at().line())
                        .putArray("conditions");
                for (Coverage.OfCondition condition : clause.conditions()) {
                    conditions
                            .addObject()
                            .put("sort", condition.sort().name().toLowerCase(Locale.ROOT))
                            .put("text", condition.text())
                            .put("line", condition.at().line())
                            .put("column", condition.at().column())
                            .put("everTrue", condition.everTrue())
                            .put("everFalse", condition.everFalse());
                }
            }
        }
    }

    private static void at(Location at, ObjectNode node) {
        node.put("file", at.file()).put("line", at.line()).put("column", at.column());
    }
}
