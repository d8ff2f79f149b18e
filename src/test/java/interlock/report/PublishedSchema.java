package interlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds what is written as JSON against the schemas in src/docs. */
public final class PublishedSchema {
    private PublishedSchema() {}

    /** Fails if the text is not what the schema of that name promises. */
    public static String valid(String name, String json) {
        try {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(Files.readString(Path.of("src/docs/" + name + ".schema.json")))
                            .validate(json, InputFormat.JSON))
                    .isEmpty();
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
