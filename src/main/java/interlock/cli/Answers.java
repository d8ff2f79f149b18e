package interlock.cli;

import interlock.engine.SealedFiles;
import interlock.vocabulary.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers of {@code run} that were given before. Nothing that a run tells depends on anything but the program, its command
 * line and the files that it reads, so where all these are the same to the byte the answer is given again and not worked
 * out. It is found before the command line is taken apart: what that takes is most of what such a run takes.
 *
 * @param arguments the command line
 * @param facts the folders and files of facts that it names, as far as can be told without taking it apart
 * @param rules the same of policies
 * @param output the file that the answer goes to; null if it is printed
 */
record Answers(
        CacheFolder cache,
        List<String> arguments,
        List<Path> facts,
        List<Path> rules,
        @Nullable Path output) {
    private static final String ENDING = ".answer";
    private static final int KEPT = 24;
    /** What is run for its own sake, or by other rules. */
    private static final Set<String> NOT_KEPT = Set.of("--self-check", "--untrusted", "--help", "-h", "--debug");

    Answers {
        arguments = List.copyOf(arguments);
        facts = List.copyOf(facts);
        rules = List.copyOf(rules);
    }

    /** What was answered. */
    private record Kept(int code, Content content) {}

    /** The answers to a command line; empty if none is kept of it. */
    static Optional<Answers> to(String... arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty()
                || !words.get(0).equals("run")
                || words.stream().anyMatch(w -> w.startsWith("@") || NOT_KEPT.contains(option(w)))) {
            return Optional.empty();
        }
        return CacheFolder.ofTheUser().map(cache -> in(cache, words));
    }

    static Answers in(CacheFolder cache, List<String> words) {
        List<Path> output = values(words, "-o");
        return new Answers(
                cache,
                words,
                Inputs.factFolders(values(words, "--facts")),
                Inputs.ruleFolders(values(words, "--rules")),
                output.size() == 1 ? output.get(0) : null);
    }

    private static String option(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    private static List<Path> values(List<String> words, String option) {
        List<Path> values = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals(option) && i + 1 < words.size()) {
                values.add(Path.of(words.get(i + 1)));
            } else if (words.get(i).startsWith(option + "=")) {
                values.add(Path.of(words.get(i).substring(option.length() + 1)));
            }
        }
        return values;
    }

    /** Gives the answer that was given before; its exit code, or nothing if there is none. */
    Optional<Integer> given(Terminal terminal) {
        return name(terminal).flatMap(this::read).map(kept -> {
            terminal.write(kept.content(), Optional.ofNullable(output));
            return kept.code();
        });
    }

    /**
     * The name under which the answer is kept; empty if it cannot be told what would be read.
     *
     * @param terminal how the answer is printed is part of what is asked
     */
    Optional<String> name(Terminal terminal) {
        List<String> asked = new ArrayList<>(List.of(
                cache.program(),
                Runtime.version().toString(),
                Path.of("").toAbsolutePath().toString(),
                Locale.getDefault().toString(),
                String.valueOf(output == null ? terminal.style() : null)));
        asked.addAll(arguments);
        try {
            for (List<Path> folders : List.of(facts, rules)) {
                for (Path folder : folders) {
                    read(folder, asked);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
        // Each with its length, so that no two lists read alike.
        StringBuilder text = new StringBuilder();
        asked.forEach(a -> text.append(a.length()).append(':').append(a));
        return Optional.of(Fingerprint.of(text.toString()));
    }

    private static void read(Path folder, List<String> asked) throws IOException {
        if (!Files.isDirectory(folder) && !Files.isRegularFile(folder)) {
            throw new IOException("`" + folder + "` can be read only once");
        }
        asked.add(folder.toString());
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : all.sorted().toList()) {
                asked.add(folder.relativize(file).toString());
                asked.add(Files.isDirectory(file) ? "folder" : digest(file));
            }
        }
    }

    private static String digest(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("`" + file + "` can be read only once");
        }
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream bytes = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The same answer, which once it has been written is kept, byte by byte as it was. Where the files were changed while it
     * was worked out it is not kept, and neither if it is larger than {@link Copy#MOST}: it would have to be held in memory,
     * and as many as are kept must find room on a small disk.
     *
     * @param before the name under which it was looked for
     */
    Answering.Answer keeping(String before, Terminal terminal, Answering.Answer answer) {
        // Not once it is being written: that may be among the files.
        if (name(terminal).filter(before::equals).isEmpty()) {
            return answer;
        }
        return new Answering.Answer(
                answer.content().map(content -> out -> {
                    Copy copy = new Copy(out);
                    content.writeTo(copy);
                    copy.whole().ifPresent(bytes -> keep(before, answer.code(), bytes));
                }),
                answer.report(),
                answer.code());
    }

    private void keep(String name, ExitCode code, byte[] bytes) {
        byte[] kept = new byte[bytes.length + 1];
        kept[0] = (byte) code.code;
        System.arraycopy(bytes, 0, kept, 1, bytes.length);
        files().write(name, kept);
    }

    private Optional<Kept> read(String name) {
        return files().read(name)
                .filter(kept -> kept.length > 0)
                .map(kept -> new Kept(kept[0], out -> out.write(kept, 1, kept.length - 1)));
    }

    private SealedFiles files() {
        return new SealedFiles(cache.folder(), cache.seal(), ENDING, KEPT);
    }
}
