package interlock.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The formats in which differences can be had. */
enum Page {
    TEXT,
    JSON,
    MARKDOWN;

    /** Reads the name of a format. */
    static final class Name implements ITypeConverter<Page> {
        @Override
        public Page convert(String text) {
            for (Page page : values()) {
                if (page.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return page;
                }
            }
            throw new TypeConversionException(
                    "`" + text + "` is not a format of a difference; the formats are text, json, markdown");
        }
    }

    /** The format asked for, else the one that the file's ending names, else text. */
    static Page chosen(@Nullable Page asked, @Nullable Path file) {
        if (asked != null) {
            return asked;
        }
        String name = Optional.ofNullable(file)
                .map(f -> f.toString().toLowerCase(Locale.ROOT))
                .orElse("");
        return name.endsWith(".json") ? JSON : name.endsWith(".md") ? MARKDOWN : TEXT;
    }
}
