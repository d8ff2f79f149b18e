package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.diagnostic.InvalidInput;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has not changed is neither read nor compiled again in a process that stays up; asserted by counts. */
final class KeptStagesTest {
    private static final TreeSet<String> NONE = new TreeSet<>();
    private static final String RAISES =
            "rule \"raises\" when Holding( $a : holder, $b : company ) then raise( drools, points( \"x\", 1 ), $a ); end";
    private static final String STAKES =
            "rule \"stakes\" when Investment( $a : investor, $b : investee, amount > 100 ) then conclude( drools, new Holding( $a, $b ) ); end";

    @TempDir
    private Path folder;

    private final KeptStages kept = new KeptStages();

    private PolicySet policies(String stakes) {
        new Rules(folder).raising("a/raises", RAISES).concluding("b/stakes", stakes);
        return PolicyFiles.read(List.of(folder)).policies();
    }

    private int signals(CompiledPolicies compiled) {
        return Engine.evaluate(Rules.world(Rules.stake("s", "x", "y", 200)), compiled, 1_000)
                .signals()
                .size();
    }

    @Test
    void onlyTheStageWhoseTextChangedIsCompiled() {
        assertThat(signals(PolicyCompiler.compile(policies(STAKES), NONE, kept)))
                .isOne();
        assertThat(kept.made()).isEqualTo(2);
        CompiledPolicies same = PolicyCompiler.compile(policies(STAKES), NONE, kept);
        assertThat(PolicyCompiler.compile(policies(STAKES), NONE, kept)).isSameAs(same);
        assertThat(kept.made()).isEqualTo(2);
        // A line more moves the clause and changes nothing in it.
        assertThat(signals(PolicyCompiler.compile(policies("// why\n" + STAKES), NONE, kept)))
                .isOne();
        assertThat(kept.made()).isEqualTo(2);
        assertThat(signals(PolicyCompiler.compile(policies(STAKES.replace("100", "300")), NONE, kept)))
                .isZero();
        assertThat(kept.made()).isEqualTo(3);
        assertThat(signals(PolicyCompiler.compile(policies(STAKES), NONE, kept)))
                .isOne();
        assertThat(kept.made()).isEqualTo(4);
    }

    @Test
    void checkAndCompileShareWhatTheyBuild() {
        PolicySet policies = policies(STAKES);
        assertThat(PolicyCompiler.check(policies, NONE, kept)).isEmpty();
        assertThat(PolicyCompiler.check(policies, NONE, kept)).isEmpty();
        PolicyCompiler.compile(policies, NONE, kept);
        assertThat(kept.made()).isEqualTo(2);
    }

    @Test
    void aMistakeIsToldEachTimeAndItsRepairToo() {
        PolicyCompiler.compile(policies(STAKES), NONE, kept);
        PolicySet wrong = policies(STAKES.replace("amount", "amuont"));
        for (int i = 0; i < 2; i++) {
            assertThat(PolicyCompiler.check(wrong, NONE, kept)).hasSize(1);
            assertThatThrownBy(() -> PolicyCompiler.compile(wrong, NONE, kept)).isInstanceOf(InvalidInput.class);
        }
        assertThat(PolicyCompiler.check(policies(STAKES), NONE, kept)).isEmpty();
        assertThat(signals(PolicyCompiler.compile(policies(STAKES), NONE, kept)))
                .isOne();
        assertThat(kept.made()).isEqualTo(2);
    }

    @Test
    void whatRestsOnWhatIsKnown() {
        assertThat(KeptStages.under(PolicyCompiler.compile(policies(STAKES), NONE, kept)))
                .containsEntry("a/raises", Set.of("a/raises", "b/stakes"))
                .containsEntry("b/stakes", Set.of("b/stakes"));
    }
}
