package interlock;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** What could be read, and all that is wrong with it. */
record Reading(
        Optional<FactBase> facts,
        Optional<PolicySet> policies,
        Optional<ParameterSet> parameters,
        List<Diagnostic> problems) {

    static Reading of(List<Path> factFolders, List<Path> ruleFolders) {
        return of(factFolders, ruleFolders, Vocabulary.builtIn());
    }

    /** @param elsewhere what declares kinds of which facts are passed over where these rules do not */
    static Reading of(List<Path> factFolders, List<Path> ruleFolders, Vocabulary elsewhere) {
        return of(factFolders, ruleFolders, elsewhere, read -> {});
    }

    /** @param read is told meanwhile how many bytes of facts have been read */
    static Reading of(List<Path> factFolders, List<Path> ruleFolders, Vocabulary elsewhere, LongConsumer read) {
        List<Diagnostic> problems = new ArrayList<>();
        Optional<FactBase> facts = Optional.empty();
        Optional<PolicySet> policies = Optional.empty();
        try {
            PolicyFiles.Loaded loaded = PolicyFiles.read(ruleFolders);
            policies = Optional.of(loaded.policies());
            problems.addAll(loaded.problems());
        } catch (InvalidInput e) {
            problems.addAll(e.diagnostics());
        }
        // What the rules declare, the facts may use.
        Vocabulary known = policies.map(PolicySet::vocabulary).orElseGet(Vocabulary::builtIn);
        Vocabulary vocabulary = known.passingOver(elsewhere.declared().stream()
                .map(Kind::name)
                .filter(k -> known.kind(k).isEmpty())
                .collect(Collectors.toSet()));
        try {
            FactFiles.Loaded loaded = FactFiles.loadWithWarnings(factFolders, vocabulary, read);
            facts = Optional.of(loaded.base());
            problems.addAll(loaded.warnings());
        } catch (InvalidInput e) {
            problems.addAll(e.diagnostics());
        }
        ParameterFiles.Loaded loaded = ParameterFiles.read(ruleFolders);
        problems.addAll(loaded.problems());
        return new Reading(
                facts,
                policies,
                Optional.of(loaded.parameters()),
                problems.stream().sorted().distinct().toList());
    }
}
