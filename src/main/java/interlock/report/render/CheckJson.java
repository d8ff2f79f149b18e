package interlock.report.render;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Fix;
import interlock.diagnostic.ProblemPage;
import interlock.diagnostic.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Problems as JSON, for scripts; its schema is published as {@code check.schema.json}. The same problems give the same bytes. */
public final class CheckJson {
    private static final String FORMAT = "interlock.check/1";

    private CheckJson() {}

    private record Document(String format, Summary summary, List<Problem> problems) {}

    private record Summary(int problems, long errors, long warnings, long notes, long fixable) {}

    /** Line, column and length are null where the whole file is meant. */
    private record Problem(
            String code,
            String severity,
            String file,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable Integer length,
            String message,
            @Nullable String help,
            @Nullable String title,
            @Nullable Fix fix) {

        static Problem of(Diagnostic d) {
            boolean placed = d.at().line() > 0;
            return new Problem(
                    d.code(),
                    d.severity().word(),
                    d.at().file(),
                    placed ? d.at().line() : null,
                    placed ? d.at().column() : null,
                    placed ? d.at().length() : null,
                    d.message(),
                    d.help(),
                    ProblemPage.of(d.code()).map(ProblemPage::title).orElse(null),
                    d.fix().orElse(null));
        }
    }

    /** The problems in their order, ending with a line break. */
    public static String of(List<Diagnostic> problems) {
        Summary summary = new Summary(
                problems.size(),
                count(problems, Severity.ERROR),
                count(problems, Severity.WARNING),
                count(problems, Severity.NOTE),
                problems.stream().filter(d -> d.fix().isPresent()).count());
        return ReportJson.write(
                new Document(FORMAT, summary, problems.stream().map(Problem::of).toList()));
    }

    private static long count(List<Diagnostic> problems, Severity severity) {
        return problems.stream().filter(d -> d.severity() == severity).count();
    }
}
