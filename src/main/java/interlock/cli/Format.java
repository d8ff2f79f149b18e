package interlock.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The formats of a report. */
enum Format {
    text,
    json;

    /** The format asked for, else the one that the file's ending names, else text. */
    static Format chosen(@Nullable Format asked, @Nullable Path file) {
        if (asked != null) {
            return asked;
        }
        return Optional.ofNullable(file)
                .filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".json"))
                .map(f -> json)
                .orElse(text);
    }
}
