package interlock.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * What is told, as bytes that are made as they are written: an answer may be larger than the memory. Written again, the
 * bytes are the same.
 */
@FunctionalInterface
interface Content {
    /**
     * Writes all of it, in UTF-8, and holds nothing back; the stream is left open.
     *
     * @throws IOException if the stream takes no more
     */
    void writeTo(OutputStream out) throws IOException;

    /** A text that is there already. */
    static Content of(String text) {
        return out -> {
            // What encodes takes a copy of all that it gets at once; the buffer in between gives it little at a time.
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            writer.write(text);
            writer.flush();
        };
    }
}
