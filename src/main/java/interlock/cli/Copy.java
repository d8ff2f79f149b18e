package interlock.cli;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Passes bytes on and keeps a copy of them, but none if they are many. */
final class Copy extends FilterOutputStream {
    /** How many bytes are copied: room for the usual report ten times over, and little beside what an evaluation takes. */
    static final int MOST = 32 << 20;

    /** Null once there were too many. */
    private final AtomicReference<@Nullable ByteArrayOutputStream> copy =
            new AtomicReference<>(new ByteArrayOutputStream());

    Copy(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        ByteArrayOutputStream kept = copy.get();
        if (kept != null && kept.size() + length <= MOST) {
            kept.write(bytes, from, length);
        } else {
            copy.set(null);
        }
    }

    /** All that was passed on; empty if it was more than {@link #MOST}. */
    Optional<byte[]> whole() {
        return Optional.ofNullable(copy.get()).map(ByteArrayOutputStream::toByteArray);
    }
}
