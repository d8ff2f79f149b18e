package interlock.cli;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.Severity;
import interlock.report.render.CheckJson;
import interlock.report.render.CheckPlain;
import interlock.report.render.CheckSarif;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The forms in which problems can be had. */
enum CheckFormat {
    HUMAN,
    PLAIN,
    JSON,
    SARIF;

    /** The problems in this form. */
    String of(List<Diagnostic> problems) {
        return switch (this) {
            case HUMAN -> human(problems);
            case PLAIN -> CheckPlain.of(problems);
            case JSON -> CheckJson.of(problems);
            case SARIF ->
                CheckSarif.of(
                        problems, Optional.ofNullable(Main.class.getPackage().getImplementationVersion()), Path.of(""));
        };
    }

    private static String human(List<Diagnostic> problems) {
        if (problems.isEmpty()) {
            return "no problems\n";
        }
        return DiagnosticText.of(problems) + "\n"
                + count(number(problems, Severity.ERROR), "error") + ", "
                + count(number(problems, Severity.WARNING), "warning")
                + (number(problems, Severity.NOTE) == 0 ? "" : ", " + count(number(problems, Severity.NOTE), "note"))
                + "\n";
    }

    private static long number(List<Diagnostic> problems, Severity severity) {
        return problems.stream().filter(d -> d.severity() == severity).count();
    }

    /** A number of things, in words: {@code 1 error}, {@code 2 errors}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Reads the name of a form. */
    static final class Name implements ITypeConverter<CheckFormat> {
        @Override
        public CheckFormat convert(String text) {
            for (CheckFormat format : values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return format;
                }
            }
            throw new TypeConversionException(
                    "`" + text + "` is not a format of problems; the formats are human, plain, json, sarif");
        }
    }
}
