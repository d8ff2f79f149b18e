package interlock.report.render;

import interlock.diagnostic.Diagnostic;
import java.util.List;

/** Problems one a line, {@code file:line:column: error[CODE] message}, as editors and compilers' error lists read them. */
public final class CheckPlain {
    private CheckPlain() {}

    /** All of them; each line ends with a line break. A problem of a whole file stands at its first character. */
    public static String of(List<Diagnostic> problems) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic problem : problems) {
            text.append(oneLine(problem.at().file()))
                    .append(':')
                    .append(Math.max(1, problem.at().line()))
                    .append(':')
                    .append(Math.max(1, problem.at().column()))
                    .append(": ")
                    .append(problem.severity().word())
                    .append('[')
                    .append(problem.code())
                    .append("] ")
                    .append(oneLine(problem.message()));
            if (problem.help() != null) {
                text.append(" (").append(oneLine(problem.help())).append(')');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
