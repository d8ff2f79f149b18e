package interlock.scenario;

import interlock.diagnostic.Diagnostic;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.World;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A small fact base from YAML, looked at with the shipped parameters. */
final class Base {
    static final LocalDate TODAY = LocalDate.of(2026, 1, 30);
    static final ParameterSet PARAMETERS = shipped();

    private static final String PARTIES = """
            sources:
              - {id: agency, title: Agency, publisher: Agency, letter: A, published: 2026-01-01}
              - {id: wire, title: Wire, publisher: Wire, letter: B, published: 2026-01-01}
              - {id: paper, title: Paper, publisher: Paper, letter: B, published: 2026-01-01}
              - {id: blog, title: Blog, publisher: Blog, letter: C, published: 2026-01-01}
              - {id: rumour, title: Rumour, publisher: Rumour, letter: F, published: 2026-01-01}
            facts:
              - {kind: Company, id: amazon, name: Amazon}
              - {kind: Company, id: aws, name: AWS, parent: amazon}
              - {kind: Company, id: lab126, name: Lab126, parent: aws}
              - {kind: Company, id: openai, name: OpenAI}
              - {kind: Company, id: anthropic, name: Anthropic}
            """;

    private Base() {}

    /** The facts, each a line of YAML below the parties that every base has. */
    static FactBase of(Path folder, String... facts) {
        StringBuilder text = new StringBuilder(PARTIES);
        for (String fact : facts) {
            text.append("  - {").append(fact).append("}\n");
        }
        try {
            Files.writeString(folder.resolve("facts.yaml"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FactFiles.load(List.of(folder), Vocabulary.builtIn());
    }

    static Worlds worlds(FactBase facts) {
        return new Worlds(facts, PARAMETERS, TODAY, TODAY);
    }

    /** A stake of Amazon in OpenAI: its id, its status, and the rest of the line. */
    static String stake(String id, String status, String more) {
        return "kind: Investment, id: " + id + ", investor: amazon, investee: openai, instrument: EQUITY, status: "
                + status + ", " + more;
    }

    static String by(String source, int credibility) {
        return "asserted: 2026-01-20, evidence: [{source: " + source + ", credibility: " + credibility + "}]";
    }

    static Optional<Fact> fact(World world, String id) {
        return world.facts().stream().filter(f -> f.id().equals(id)).findFirst();
    }

    static <T extends Derived> List<T> givens(World world, Class<T> type) {
        return world.givens().stream()
                .map(g -> g.conclusion())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static ParameterSet shipped() {
        ParameterFiles.Loaded loaded = ParameterFiles.read(List.of(Path.of("rules")));
        List<Diagnostic> problems = loaded.problems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
        return loaded.parameters();
    }
}
