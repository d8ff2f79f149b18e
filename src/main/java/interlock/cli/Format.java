package interlock.cli;

import interlock.report.Report;
import interlock.report.TimelineReport;
import interlock.report.render.ReportCsv;
import interlock.report.render.ReportDot;
import interlock.report.render.ReportHtml;
import interlock.report.render.ReportJson;
import interlock.report.render.ReportMarkdown;
import interlock.report.render.ReportSarif;
import interlock.report.render.ReportText;
import interlock.report.render.Style;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The formats of a report. */
enum Format {
    TEXT("Interlock report as of ", ".txt"),
    JSON("{", ".json"),
    HTML("<!DOCTYPE html>", ".html"),
    MARKDOWN("# Interlock report as of ", ".md"),
    CSV("signal,level,", ".csv"),
    SARIF("{", ".sarif"),
    DOT("digraph ", ".dot");

    private final String beginning;
    private final String ending;

    Format(String beginning, String ending) {
        this.beginning = beginning;
        this.ending = ending;
    }

    /** Reads the name of a format. */
    static final class Name implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            return Arrays.stream(values())
                    .filter(f -> f.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("`" + text
                            + "` is not a format of a report; the formats are "
                            + Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", "))));
        }
    }

    /** As it is written on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format asked for, else the one that the file's ending names, else text. */
    static Format chosen(@Nullable Format asked, @Nullable Path file) {
        if (asked != null) {
            return asked;
        }
        String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(f -> name.endsWith(f.ending))
                .findFirst()
                .orElse(TEXT);
    }

    /** A report in this format; the page with when its signals began, where that is known. */
    Content of(Report report, Optional<TimelineReport> course, Style style) {
        return switch (this) {
            case JSON -> out -> ReportJson.write(report, out);
            case TEXT -> Content.of(ReportText.of(report, style));
            case HTML -> Content.of(course.map(c -> ReportHtml.of(report, c)).orElseGet(() -> ReportHtml.of(report)));
            case MARKDOWN -> Content.of(ReportMarkdown.of(report));
            case CSV -> Content.of(ReportCsv.of(report));
            case SARIF -> Content.of(ReportSarif.of(report, Path.of("")));
            case DOT -> Content.of(ReportDot.of(report));
        };
    }

    /** The ending of a file of this format. */
    String ending() {
        return ending;
    }

    /** Whether a text begins as a report of this format does; a page, which is run where it is opened, is held to more. */
    boolean begins(String text) {
        return text.startsWith(beginning) && (this != HTML || ReportHtml.isPage(text));
    }
}
