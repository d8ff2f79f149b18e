package interlock.vocabulary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What identifies a content: its SHA-256 in hex, or the beginning of it where a person has to type it. */
public final class Fingerprint {
    private static final int SHORT = 12;

    private Fingerprint() {}

    /** The SHA-256 of bytes: 64 hex digits. */
    public static String of(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The SHA-256 of a text in UTF-8: 64 hex digits. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first twelve hex digits of the SHA-256 of a text. */
    public static String brief(String text) {
        return of(text).substring(0, SHORT);
    }
}
