package interlock.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What there is to say about a kind of problem: what it means, why it matters, what causes it and what sets it right. The
 * text is a file by the name of the code: its first line is the title, then paragraphs, then lines that begin with
 * {@code Wrong} or {@code Right}, each with its example indented below.
 */
public record ProblemPage(String code, String text) {
    private static final String FOLDER = "/interlock/problems/";
    private static final Pattern CODE = Pattern.compile("IL[1-9][0-9]{2}");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^(Wrong|Right)\\b");

    /** The page of a code, in any case of its letters; empty if there is no such code. */
    public static Optional<ProblemPage> of(String code) {
        String name = code.toUpperCase(java.util.Locale.ROOT);
        if (!CODE.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream page = ProblemPage.class.getResourceAsStream(FOLDER + name + ".txt")) {
            return page == null
                    ? Optional.empty()
                    : Optional.of(new ProblemPage(name, new String(page.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pages, in the order of their codes. */
    public static List<ProblemPage> all() {
        return IntStream.range(100, 1000)
                .mapToObj(n -> of("IL" + n))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What is wrong, on one line, in lower case and without a full stop. */
    public String title() {
        return text.lines().findFirst().orElse("");
    }

    /** What it means and why it matters: the paragraphs between the title and the examples, one a line. */
    public List<String> paragraphs() {
        String rest = text.substring(Math.min(text.length(), title().length()));
        String prose = EXAMPLE.split(rest, 2)[0];
        return Stream.of(prose.split("\n\\s*\n"))
                .map(p -> p.strip().replaceAll("\\s+", " "))
                .filter(p -> !p.isEmpty())
                .toList();
    }
}
