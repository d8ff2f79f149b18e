package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.SignalKey;
import interlock.engine.Engine;
import interlock.engine.PolicyCompiler;
import interlock.fact.World;
import interlock.policy.Policy;
import interlock.scenario.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page on what the policies make of the shipped facts, held to what they do make of them. */
final class ReadingTest {
    private static final Path PAGE = Path.of("src/docs/reading-the-results.md");
    private static final Pattern ENTRY = Pattern.compile(
            "^`([a-z0-9/-]+)` · \\*\\*(fires|silent)\\*\\*\n\n(.+?)(?=\n#|\\z)", Pattern.MULTILINE | Pattern.DOTALL);

    /** What the page says of a policy. */
    private record Entry(String policy, String does, String reading) {}

    private static final List<Entry> ENTRIES = new ArrayList<>();
    private static final Set<String> FIRING = new TreeSet<>();
    private static final Set<String> POLICIES = new TreeSet<>();

    @BeforeAll
    static void run() throws IOException {
        Matcher entry = ENTRY.matcher(Files.readString(PAGE));
        while (entry.find()) {
            ENTRIES.add(new Entry(entry.group(1), entry.group(2), entry.group(3).strip()));
        }
        Interlock shipped = Interlock.open(List.of(Path.of("facts")), List.of(Path.of("rules")));
        shipped.policies().policies().stream()
                .filter(p -> !p.concludesOnly())
                .map(Policy::id)
                .forEach(POLICIES::add);
        LocalDate day = shipped.facts().asOf().orElseThrow();
        Worlds worlds = new Worlds(shipped.facts(), shipped.parameters(), day, day);
        var compiled =
                PolicyCompiler.compile(shipped.policies(), shipped.parameters().ids(), PolicyCompiler.Build.CLASSIC);
        for (World world : List.of(worlds.floor(), worlds.ceiling())) {
            Engine.evaluate(world, compiled, Query.FIRINGS).signals().keySet().stream()
                    .map(SignalKey::policy)
                    .forEach(FIRING::add);
        }
    }

    @Test
    void everyPolicyHasOneEntry() {
        assertThat(ENTRIES.stream().map(Entry::policy).toList()).doesNotHaveDuplicates();
        assertThat(ENTRIES.stream().map(Entry::policy)).containsExactlyInAnyOrderElementsOf(POLICIES);
    }

    @Test
    void whatItSaysFiresFiresAndWhatItSaysIsSilentIsSilent() {
        TreeMap<String, String> said = new TreeMap<>();
        TreeMap<String, String> done = new TreeMap<>();
        ENTRIES.forEach(e -> said.put(e.policy(), e.does()));
        POLICIES.forEach(p -> done.put(p, FIRING.contains(p) ? "fires" : "silent"));
        assertThat(said).isEqualTo(done);
    }

    @Test
    void everyEntrySaysWhetherItIsFairOrWhyNot() {
        assertThat(ENTRIES).isNotEmpty().allSatisfy(e -> {
            assertThat(e.reading().length()).as(e.policy()).isGreaterThan(80);
            assertThat(e.reading())
                    .as(e.policy())
                    .containsPattern(
                            e.does().equals("fires")
                                    ? "(?i)\\b(fair|unfair|rightly|wrongly)\\b"
                                    : "(?i)\\b(silent|nobody can say|undecided)\\b");
        });
    }
}
