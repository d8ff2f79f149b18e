package interlock.json;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the diagnostics of the readers. */
final class Problems {
    /** How deep lists and groups may be nested. */
    static final int DEEPEST = 64;

    private Problems() {}

    static Diagnostic error(SourceText source, ReadingCode code, Location at, String message, @Nullable String help) {
        return source.shown(Diagnostic.error(code.code(), at, message, help));
    }

    /** A problem after which the rest of the file cannot be read. */
    static InvalidInput fatal(SourceText source, ReadingCode code, Location at, String message, @Nullable String help) {
        return new InvalidInput(List.of(error(source, code, at, message, help)));
    }

    static InvalidInput tooDeep(SourceText source, Location at) {
        return fatal(
                source,
                ReadingCode.TOO_DEEP,
                at,
                "lists and groups are nested more than " + DEEPEST + " deep here",
                null);
    }

    static Diagnostic duplicate(SourceText source, String key, Location second, Location first) {
        return error(
                source,
                ReadingCode.DUPLICATE_KEY,
                second,
                "`" + key + "` is given twice, first at " + first.line() + ":" + first.column(),
                "keep one of the two");
    }

    /** A character as a user can recognise it. */
    static String name(int codePoint) {
        return Character.isISOControl(codePoint) || (Character.isWhitespace(codePoint) && codePoint != ' ')
                ? "U+%04X".formatted(codePoint)
                : "`" + Character.toString(codePoint) + "`";
    }
}
