package interlock.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of an answer that people read or scripts parse. */
enum Plainly {
    text,
    json;

    /** The format asked for, else the one that the file's ending names, else text. */
    static Plainly chosen(@Nullable Plainly asked, @Nullable Path file) {
        if (asked != null) {
            return asked;
        }
        return file != null && file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? json : text;
    }
}
