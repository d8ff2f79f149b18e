package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.engine.CompiledPolicies;
import interlock.engine.PolicyCompiler;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.List;

/** The policies that come with Interlock, compiled once. */
final class Shipped {
    static final Path RULES = Path.of("rules");
    static final ParameterSet PARAMETERS = parameters();
    static final CompiledPolicies POLICIES = compiled();

    private Shipped() {}

    static PolicyTestFiles.Loaded tests() {
        return PolicyTestFiles.read(List.of(RULES), POLICIES.policies(), Vocabulary.builtIn());
    }

    private static ParameterSet parameters() {
        ParameterFiles.Loaded loaded = ParameterFiles.read(List.of(RULES));
        assertThat(loaded.problems()).isEmpty();
        return loaded.parameters();
    }

    private static CompiledPolicies compiled() {
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(RULES));
        assertThat(loaded.problems()).isEmpty();
        return PolicyCompiler.compile(loaded.policies(), PARAMETERS.ids(), PolicyCompiler.Build.CLASSIC);
    }
}
