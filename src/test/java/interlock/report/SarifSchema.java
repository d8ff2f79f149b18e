package interlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Holds what is written as SARIF against the schema that its standard publishes. */
public final class SarifSchema {
    private SarifSchema() {}

    /** Fails if the text is no SARIF 2.1.0. */
    public static String valid(String sarif) {
        try (InputStream schema = SarifSchema.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                            .getSchema(schema)
                            .validate(sarif, InputFormat.JSON))
                    .isEmpty();
            return sarif;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
