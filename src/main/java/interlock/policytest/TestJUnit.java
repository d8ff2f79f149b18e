package interlock.policytest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How tests went as the XML that continuous integration reads of JUnit: a suite a policy, a test case a case, and a suite
 * for the coverage if it was asked for. No times are given, so the same run gives the same bytes.
 */
public final class TestJUnit {
    private TestJUnit() {}

    /**
     * The whole run, ending with a line break.
     *
     * @param minimum the per cent of conditions that are to be seen both ways; 0 if nothing was asked
     */
    public static String of(TestRun run, int minimum) {
        Map<String, List<TestResult>> suites = new LinkedHashMap<>();
        run.results()
                .forEach(r -> suites.computeIfAbsent(r.policy(), p -> new ArrayList<>())
                        .add(r));
        long uncovered =
                run.coverage().filter(c -> !c.reaches(minimum)).stream().count();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites name=\"interlock\" tests=\"")
                .append(run.results().size() + run.coverage().stream().count())
                .append("\" failures=\"")
                .append(run.failed() + uncovered)
                .append("\" errors=\"0\">\n");
        suites.forEach((policy, results) -> suite(policy, results, xml));
        run.coverage().ifPresent(c -> coverage(c, minimum, xml));
        return xml.append("</testsuites>\n").toString();
    }

    private static void suite(String policy, List<TestResult> results, StringBuilder xml) {
        long failed = results.stream().filter(r -> !r.passed()).count();
        open(policy, results.size(), failed, xml);
        for (TestResult result : results) {
            testCase(result.name(), policy, result.at().file(), result.at().line(), xml);
            if (result.passed()) {
                xml.append("/>\n");
            } else {
                String all = String.join("\n", result.failures());
                failure(result.failures().get(0).lines().findFirst().orElse(""), all, xml);
            }
        }
        xml.append("  </testsuite>\n");
    }

    private static void coverage(Coverage coverage, int minimum, StringBuilder xml) {
        boolean reached = coverage.reaches(minimum);
        open("coverage", 1, reached ? 0 : 1, xml);
        testCase("at least " + minimum + " % of the conditions are seen both ways", "coverage", "", 0, xml);
        if (reached) {
            xml.append("/>\n");
        } else {
            List<String> unseen = new ArrayList<>();
            for (Coverage.OfPolicy policy : coverage.policies()) {
                policy.conditions().stream()
                        .filter(c -> !c.seenBothWays())
                        .forEach(c -> unseen.add(c.at() + " " + TestText.missing(c) + ": `" + c.text() + "`"));
            }
            failure(coverage.percent() + " % of the conditions are seen both ways", String.join("\n", unseen), xml);
        }
        xml.append("  </testsuite>\n");
    }

    private static void open(String name, int tests, long failures, StringBuilder xml) {
        xml.append("  <testsuite name=\"")
                .append(escaped(name))
                .append("\" tests=\"")
                .append(tests)
                .append("\" failures=\"")
                .append(failures)
                .append("\" errors=\"0\" skipped=\"0\">\n");
    }

    private static void testCase(String name, String suite, String file, int line, StringBuilder xml) {
        xml.append("    <testcase name=\"")
                .append(escaped(name))
                .append("\" classname=\"")
                .append(escaped(suite))
                .append('"');
        if (!file.isEmpty()) {
            xml.append(" file=\"").append(escaped(file)).append('"');
        }
        if (line > 0) {
            xml.append(" line=\"").append(line).append('"');
        }
    }

    private static void failure(String message, String text, StringBuilder xml) {
        xml.append(">\n      <failure type=\"failure\" message=\"")
                .append(escaped(message))
                .append("\">")
                .append(escaped(text))
                .append("</failure>\n    </testcase>\n");
    }

    /** As XML 1.0 takes it: its own signs written out, and a sign in place of what it cannot hold at all. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean allowed = c == '\n'
                            || c == '\t'
                            || (c >= 0x20 && c <= 0xD7FF)
                            || (c >= 0xE000 && c <= 0xFFFD)
                            || c >= 0x10000;
                    escaped.appendCodePoint(allowed ? c : 0xFFFD);
                }
            }
        });
        return escaped.toString();
    }
}
