package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds a result as JSON against the schema that is published for it. */
final class TestSchema {
    private TestSchema() {}

    static String valid(String json) throws IOException {
        assertThat(problems(json)).isEmpty();
        return json;
    }

    static List<String> problems(String json) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("src/docs/tests.schema.json")))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
