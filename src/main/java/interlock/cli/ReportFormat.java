package interlock.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of the report of a run. */
enum ReportFormat {
    text("txt"),
    json("json"),
    html("html");

    /** How the names of such files end. */
    final String ending;

    ReportFormat(String ending) {
        this.ending = ending;
    }

    /** The format asked for, else the one that the file's ending names, else text. */
    static ReportFormat chosen(@Nullable ReportFormat asked, @Nullable Path file) {
        if (asked != null) {
            return asked;
        }
        String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
        for (ReportFormat format : values()) {
            if (name.endsWith("." + format.ending)) {
                return format;
            }
        }
        return name.endsWith(".htm") ? html : text;
    }
}
