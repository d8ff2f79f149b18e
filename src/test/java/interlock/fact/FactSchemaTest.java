package interlock.fact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import interlock.Golden;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FactSchemaTest {
    private static final String SCHEMA = FactSchema.text(Vocabulary.builtIn());

    @Test
    void theSchemaInTheDocumentationIsTheOneOfTheVocabulary() {
        Golden.check(Path.of("src/docs/facts.schema.json"), SCHEMA);
    }

    @Test
    void theHeadersAndTheSheetAreThoseOfTheVocabulary() {
        Golden.check(Path.of("src/test/golden/vocabulary/headers.csv"), CsvHeaders.text(Vocabulary.builtIn()));
        Golden.check(Path.of("src/test/golden/vocabulary/sheet.txt"), VocabularySheet.text(Vocabulary.builtIn()));
    }

    @Test
    void theSchemaIsItselfValid() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012));
        assertThat(meta.validate(new ObjectMapper().readTree(SCHEMA))).isEmpty();
    }

    @Test
    void theSampleOfTheTestsIsValid() throws IOException {
        // This reader, unlike ours and unlike editors, takes NO and yes for truth values.
        String yaml = Samples.YAML.replace(": NO", ": 'NO'").replace(": yes", ": 'yes'");
        assertThat(problems(yaml)).isEmpty();
        assertThat(schema().validate(new ObjectMapper().readTree(Samples.JSON))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "factz: []",
                "asOf: 30.1.2026",
                "facts: [{kind: Persn, id: ada, name: Ada}]",
                "facts: [{kind: Person, id: ada}]",
                "facts: [{kind: Person, id: Ada L, name: Ada}]",
                "facts: [{kind: Person, id: ada, name: Ada, nam: Ada}]",
                "facts: [{kind: Company, id: a, name: A, roles: [CLOWD]}]",
                "facts: [{kind: Company, id: a, name: A, stateOwned: 101}]",
                "facts: [{kind: Company, id: a, name: A, stateOwned: {}}]",
                "facts: [{kind: Person, id: ada, name: Ada, from: '1201-01-01'}]",
                "facts: [{kind: Rivalry, id: r, left: a, right: b, market: m, status: ACTIVE, from: '2020-01-01'}]",
                "facts: [{kind: Rivalry, id: r, left: a, right: b, market: m, status: ACTIVE, from: '2020-01-01', evidence: []}]",
                "facts: [{kind: Rivalry, id: r, left: a, right: b, market: m, status: ACTIVE, evidence: [{source: s, credibility: 1}]}]",
                "facts: [{kind: Rivalry, id: r, left: a, right: b, market: m, status: ACTIVE, from: '2020-01-01', evidence: [{source: s, credibility: 7}]}]",
                "facts: [{kind: Backstop, id: r, guarantor: a, beneficiary: b, amount: -1, status: ACTIVE, from: '2020-01-01', evidence: [{source: s, credibility: 1}]}]",
                "sources: [{id: s, title: T, publisher: P, letter: G}]"
            })
    void whatTheLoaderRefusesTheSchemaRefuses(String yaml) throws IOException {
        assertThat(problems(yaml)).isNotEmpty();
    }

    private static Set<ValidationMessage> problems(String yaml) throws IOException {
        JsonNode tree = new YAMLMapper().readTree(yaml);
        return schema().validate(tree);
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SCHEMA);
    }
}
