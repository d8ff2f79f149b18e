package interlock.report.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import interlock.report.CalibrationReport;
import interlock.report.Diff;
import interlock.report.Explanations;
import interlock.report.Impact;
import interlock.report.Replay;
import interlock.report.Report;
import interlock.report.TimelineReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The report as JSON: the contract that scripts may parse. The same report gives the same bytes. */
public final class ReportJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule().addSerializer(LocalDate.class, ToStringSerializer.instance))
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private ReportJson() {}

    /** The whole report, ending with a line break. */
    public static String of(Report report) {
        return write(report);
    }

    /**
     * Writes the same as UTF-8 while it is made, so that no report is too long; the stream is left open.
     *
     * @throws IOException if the stream takes no more
     */
    public static void write(Report report, OutputStream out) throws IOException {
        // Not as Jackson's own bytes: these spell out what lies outside of the basic plane, letters do not.
        Writer letters = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try {
            WRITER.without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(letters, report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that cannot be written", e);
        }
        letters.write("\n");
        letters.flush();
    }

    /** Why signals are raised, ending with a line break. */
    public static String of(Explanations why) {
        return write(why);
    }

    /** A timeline, ending with a line break. */
    public static String of(TimelineReport timeline) {
        return write(timeline);
    }

    /** What lies between two reports, fact bases or rule sets, ending with a line break. */
    public static String of(Diff diff) {
        return write(diff);
    }

    /** What edited rules change, ending with a line break. */
    public static String of(Impact impact) {
        return write(impact);
    }

    /** What came of evaluating a report again, ending with a line break. */
    public static String of(Replay replay) {
        return write(replay);
    }

    /** How past claims compare with what came of them, ending with a line break. */
    public static String of(CalibrationReport calibration) {
        return write(calibration);
    }

    /** Any value of a report, ending with a line break. */
    static String write(Object value) {
        return written(WRITER, value) + "\n";
    }

    /** The same report without a blank, so that it can stand within a page: nothing in it can end a script. */
    static String within(Report report) {
        return written(MAPPER.writer(), report).replace("<", "\\u003c");
    }

    private static String written(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that cannot be written", e);
        }
    }
}
