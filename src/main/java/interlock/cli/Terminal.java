package interlock.cli;

import interlock.report.render.Style;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
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
    /** So many bytes are written at a time. */
    private static final int BUFFER = 1 << 16;

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

    /** A result that is made as it is printed. */
    void print(Content content) {
        try {
            OutputStream buffer = new BufferedOutputStream(new Printed(out), BUFFER);
            content.writeTo(buffer);
            buffer.flush();
        } catch (IOException e) {
            // Who read it has gone, as `head` does, and misses nothing.
        }
    }

    /** What is printed, as a stream that ends where nobody takes it any more: the standard one keeps that to itself. */
    private static final class Printed extends FilterOutputStream {
        private final PrintStream printed;

        Printed(PrintStream printed) {
            super(printed);
            this.printed = printed;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            printed.write(bytes, from, length);
            if (printed.checkError()) {
                throw new IOException("nobody takes it");
            }
        }
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

    /** A result that is whole and waits where nobody looks for it; it must be published. */
    @FunctionalInterface
    interface Draft {
        /**
         * Puts it where it was asked for.
         *
         * @throws Unwritable if it cannot be put there
         */
        void publish();
    }

    /**
     * Writes a text to a file, or prints it.
     *
     * @throws Unwritable if it cannot be written
     */
    void write(String text, Optional<Path> file) {
        write(Content.of(text), file);
    }

    /**
     * Writes to a file, or prints, what nothing ends before its end. A file comes whole or not at all.
     *
     * @throws Unwritable if it cannot be written
     */
    void write(Content content, Optional<Path> file) {
        if (file.isEmpty()) {
            print(content);
        } else {
            draft(content, content, file).publish();
        }
    }

    /**
     * Makes what something may end before its end: a limit, a full disk, the keyboard. Then nothing is left of it.
     *
     * <p>A file is made beside its place, and moved there. What is printed, or goes to a device or a pipe, cannot be taken
     * back, and who reads it must not take half of it for the whole. So it is made for nobody first. It is published from a
     * copy where it is small, and otherwise made again: that takes time, but neither memory nor a disk for all of it, which
     * many a machine has not got where temporary files go.
     *
     * @param guarded the content with what may end it, which nothing does once it is to be published
     * @throws Unwritable if it cannot be written
     */
    Draft draft(Content content, Content guarded, Optional<Path> file) {
        try {
            Optional<Path> target = file.isPresent() ? Optional.of(target(file.get())) : Optional.empty();
            if (target.isPresent() && (Files.isRegularFile(target.get()) || !Files.exists(target.get()))) {
                return beside(target.get(), guarded, file);
            }
            Copy copy = new Copy(OutputStream.nullOutputStream());
            guarded.writeTo(copy);
            Content whole =
                    copy.whole().<Content>map(bytes -> out -> out.write(bytes)).orElse(content);
            return target.isEmpty()
                    ? () -> print(whole)
                    : () -> {
                        // A device or a pipe, such as /dev/null, is written to and never replaced.
                        try {
                            fill(target.get(), whole, StandardOpenOption.WRITE);
                        } catch (IOException e) {
                            throw unwritable(file);
                        }
                    };
        } catch (IOException e) {
            throw unwritable(file);
        }
    }

    /** Where a file that was asked for is to come to. */
    private static Path target(Path file) throws IOException {
        Path asked = file.toAbsolutePath();
        // A link stays a link: what it leads to is written.
        Path target = Files.exists(asked) ? asked.toRealPath() : asked;
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Unwritable("there is no folder `" + folder + "` to write to");
        }
        if (Files.isDirectory(target)) {
            throw new Unwritable("`" + file + "` is a folder");
        }
        if (Files.isRegularFile(target) && !Files.isWritable(target)) {
            throw new Unwritable("`" + file + "` is write-protected");
        }
        return target;
    }

    private Draft beside(Path target, Content content, Optional<Path> file) throws IOException {
        Path beside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        // Also when it is interrupted from the keyboard.
        Thread leaving = new Thread(this::clear, "leaving");
        Runtime.getRuntime().addShutdownHook(leaving);
        part.set(Optional.of(beside));
        boolean whole = false;
        try {
            fill(
                    beside,
                    content,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            whole = true;
        } finally {
            if (!whole) {
                leave(leaving);
            }
        }
        return () -> {
            try {
                move(beside, target);
            } catch (IOException e) {
                throw unwritable(file);
            } finally {
                leave(leaving);
            }
        };
    }

    private void leave(Thread leaving) {
        clear();
        part.set(Optional.empty());
        forget(leaving);
    }

    private static void fill(Path file, Content content, OpenOption... how) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, how), BUFFER)) {
            content.writeTo(out);
        }
    }

    private static Unwritable unwritable(Optional<Path> file) {
        return new Unwritable(file.map(f -> "`" + f + "`").orElse("the answer") + " cannot be written");
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
