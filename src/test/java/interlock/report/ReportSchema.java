package interlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import interlock.report.render.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds a report against the schema that is published for it. */
public final class ReportSchema {
    private ReportSchema() {}

    /** Fails if the report is not what the published schema promises. */
    public static Report valid(Report report) {
        validJson(ReportJson.of(report));
        return report;
    }

    /** The same of a report that was written. */
    public static String validJson(String json) {
        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
        return json;
    }

    static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("src/docs/report.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
