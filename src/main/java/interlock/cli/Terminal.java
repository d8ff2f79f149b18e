package interlock.cli;

import interlock.report.render.Style;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Where results and diagnostics go: UTF-8 with plain line breaks, whatever the machine's own charset is. */
final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;
    private final boolean watched;
    private final IntConsumer end;
    private final AtomicBoolean passing = new AtomicBoolean();
    private final AtomicReference<Optional<Path>> part = new AtomicReference<>(Optional.empty());

    /** Of a program that cannot be ended from outside. */
    Terminal(PrintStream out, PrintStream err, boolean interactive) {
        this(out, err, interactive, false, code -> {});
    }

    /**
     * @param watched whether diagnostics go to a terminal at which lines can be rubbed out
     * @param end ends the program at once with a code
     */
    Terminal(PrintStream out, PrintStream err, boolean interactive, boolean watched, IntConsumer end) {
        this.watched = watched;
        this.end = end;
        this.out = out;
        this.err = err;
        this.interactive = interactive;
    }

    /**
     * The standard streams; the launcher says by {@code interlock.terminal} whether results go to a terminal, and by
     * {@code interlock.progress} whether diagnostics do.
     */
    static Terminal standard(IntConsumer end) {
        return new Terminal(
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("interlock.terminal"),
                Boolean.getBoolean("interlock.progress"),
                end);
    }

    /** Colour on a terminal, unless NO_COLOR is set. */
    Style style() {
        String noColour = System.getenv("NO_COLOR");
        return interactive && (noColour == null || noColour.isEmpty()) ? Style.COLOUR : Style.PLAIN;
    }

    /** A result. */
    void print(String text) {
        out.print(text);
        out.flush();
    }

    /** A diagnostic. */
    void warn(String text) {
        progress("");
        err.println(text);
    }

    /** Whether there is somebody at a terminal who sees how far the work has come; the launcher says it. */
    boolean isWatched() {
        return watched;
    }

    /** A line of which nothing is left when the next one, or a diagnostic, takes its place; an empty one is none. */
    void progress(String line) {
        if (!line.isEmpty() || passing.get()) {
            err.print("\r" + line + "\u001b[K");
            err.flush();
            passing.set(!line.isEmpty());
        }
    }

    /** Ends the program at once, whatever its threads are busy with, and leaves no half-written file behind. */
    void end(ExitCode code) {
        clear();
        out.flush();
        err.flush();
        end.accept(code.code);
    }

    private void clear() {
        Objects.requireNonNull(part.get()).ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                warn("error: `" + file + "` is left behind");
            }
        });
    }

    private static void forget(Thread leaving) {
        try {
            Runtime.getRuntime().removeShutdownHook(leaving);
        } catch (IllegalStateException e) {
            // The program is ending already, and the thread runs.
        }
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /**
     * Writes a result to a file, or prints it. A file comes whole or not at all: it is written beside its place and moved
     * there.
     *
     * @throws Unwritable if it cannot be written
     */
    void write(String text, Optional<Path> file) {
        if (file.isEmpty()) {
            print(text);
            return;
        }
        Path asked = file.get().toAbsolutePath();
        try {
            // A link stays a link: what it leads to is written.
            Path target = Files.exists(asked) ? asked.toRealPath() : asked;
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new Unwritable("there is no folder `" + folder + "` to write to");
            }
            if (Files.isDirectory(target)) {
                throw new Unwritable("`" + file.get() + "` is a folder");
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                // A device or a pipe, such as /dev/null, is written to and never replaced.
                Files.writeString(target, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
                return;
            }
            if (Files.exists(target) && !Files.isWritable(target)) {
                throw new Unwritable("`" + file.get() + "` is write-protected");
            }
            Path beside = folder.resolve(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            // Also when it is interrupted from the keyboard.
            Thread leaving = new Thread(this::clear, "leaving");
            Runtime.getRuntime().addShutdownHook(leaving);
            part.set(Optional.of(beside));
            try {
                Files.writeString(beside, text, StandardCharsets.UTF_8);
                move(beside, target);
            } finally {
                Files.deleteIfExists(beside);
                part.set(Optional.empty());
                forget(leaving);
            }
        } catch (IOException e) {
            throw new Unwritable("`" + file.get() + "` cannot be written");
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A result that cannot be written where it was asked for. */
    static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unwritable(String message) {
            super(message);
        }
    }
}
