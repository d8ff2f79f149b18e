package interlock.scaffold;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The id of a policy that is to be written: a pack and a name, each in small letters, digits and hyphens. */
public record PolicyId(String text) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Set<String> TAKEN = Set.of("parameters", "vocabulary");
    private static final int LONGEST = 120;

    /**
     * Checks what a user wrote.
     *
     * @throws Refusal if it cannot be the id of a new policy
     */
    public static PolicyId of(String text) {
        String given = text.endsWith(".drl") ? text.substring(0, text.length() - ".drl".length()) : text;
        String[] parts = given.split("/", -1);
        String likely = likely(given);
        if (parts.length < 2) {
            throw Refusal.ofUsage(
                    "`" + text + "` names no pack",
                    "a policy lies in the folder of its pack: `conflict/" + (likely.isEmpty() ? "name" : likely) + "`");
        }
        boolean shaped = Arrays.stream(parts).allMatch(p -> SHAPE.matcher(p).matches());
        if (!shaped || given.length() > LONGEST) {
            throw Refusal.ofUsage(
                    "`" + text + "` cannot be the id of a policy",
                    "an id is small letters, digits and hyphens, with `/` behind the pack"
                            + (likely.contains("/") ? ": `" + likely + "`" : ", such as `conflict/dual-role`"));
        }
        if (TAKEN.contains(parts[0])) {
            throw Refusal.ofUsage(
                    "`" + parts[0] + "` holds no policies", "choose another pack, such as `conflict/" + parts[1] + "`");
        }
        return new PolicyId(given);
    }

    /** The id that was perhaps meant; empty if nothing of the text can stand in one. */
    private static String likely(String text) {
        return Arrays.stream(text.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                        .toLowerCase(Locale.ROOT)
                        .replace('\\', '/')
                        .split("/", -1))
                .map(p -> p.replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", ""))
                .filter(p -> !p.isEmpty())
                .collect(Collectors.joining("/"));
    }

    /** The package that the file of the policy names. */
    String inPackage() {
        return text.replace('/', '.').replace('-', '_');
    }

    /** A title to begin with. */
    String title() {
        String name = text.substring(text.lastIndexOf('/') + 1).replace('-', ' ');
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    @Override
    public String toString() {
        return text;
    }
}
