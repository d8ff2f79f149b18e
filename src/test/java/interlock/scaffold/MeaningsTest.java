package interlock.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class MeaningsTest {
    @Test
    void everyFieldOfTheVocabularyHasAMeaning() {
        assertThat(Vocabulary.builtIn().kinds())
                .hasSizeGreaterThan(15)
                .allSatisfy(k -> assertThat(k.fields())
                        .allSatisfy(f -> assertThat(Meanings.known(k, f))
                                .as(k.name() + "." + f.name())
                                .isTrue()));
    }
}
