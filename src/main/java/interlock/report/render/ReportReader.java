package interlock.report.render;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.report.RecordedRun;
import interlock.report.Report;
import interlock.report.Report.ParametersRun;
import interlock.report.Report.PoliciesRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a report on file back, as it was written. */
public final class ReportReader {
    private static final String DAMAGED = "IL521";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // A later program may tell more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addDeserializer(LocalDate.class, new Dates()))
            .build();

    private static final ObjectReader READER = MAPPER.rebuild()
            .addModule(new SimpleModule("reports of earlier programs")
                    .addDeserializer(PoliciesRun.class, new Later<>(PoliciesRun.class, "marks"))
                    .addDeserializer(ParametersRun.class, new Later<>(ParametersRun.class, "values")))
            .build()
            .readerFor(Report.class);

    private ReportReader() {}

    /**
     * The report in a file.
     *
     * @throws InvalidInput if the file is no report, or does not say all that one says
     */
    public static Report read(Path file) {
        RecordedRun recorded = RecordedRun.read(file);
        String shown = file.toString().replace('\\', '/');
        try {
            return READER.readValue(recorded.text());
        } catch (JsonMappingException e) {
            throw damaged(
                    shown,
                    e,
                    e.getPath().stream()
                            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : "." + r.getFieldName())
                            .collect(Collectors.joining())
                            .replaceFirst("^\\.", ""));
        } catch (JacksonException e) {
            throw damaged(shown, e, "");
        }
    }

    private static InvalidInput damaged(String file, JacksonException e, String path) {
        int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
        int column = e.getLocation() == null ? 0 : Math.max(1, e.getLocation().getColumnNr());
        return new InvalidInput(List.of(Diagnostic.error(
                DAMAGED,
                line == 0 ? Location.ofFile(file) : new Location(file, line, column, 1),
                path.isEmpty()
                        ? "the report cannot be read to its end"
                        : "what the report says at `" + path + "` is missing or cannot be read",
                "the report was changed after it was written, or comes from another version; run it again")));
    }

    /** What an earlier program did not tell yet is null. */
    private static final class Later<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final String told;

        Later(Class<T> type, String told) {
            super(type);
            this.type = type;
            this.told = told;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode node = context.readTree(parser);
            if (node instanceof ObjectNode object && !object.has(told)) {
                object.putNull(told);
            }
            return MAPPER.treeToValue(node, type);
        }
    }

    /** Dates as reports have them. */
    private static final class Dates extends StdDeserializer<LocalDate> {
        private static final long serialVersionUID = 1L;

        Dates() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return LocalDate.parse(parser.getText());
            } catch (DateTimeException e) {
                throw context.weirdStringException(parser.getText(), LocalDate.class, "not a date");
            }
        }
    }
}
