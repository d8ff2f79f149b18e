package interlock.scale;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the ties of a network and takes the fingerprint of its data lines, by which two generators are compared. */
public final class NetworkLines implements OwnershipNetwork.Listener {
    private static final int DIGITS = 16;

    private final MessageDigest digest;
    private final AtomicLong stakes = new AtomicLong();
    private final AtomicLong seats = new AtomicLong();
    private final AtomicLong rivalries = new AtomicLong();
    private final AtomicLong contracts = new AtomicLong();

    private NetworkLines(MessageDigest digest) {
        this.digest = digest;
    }

    /** What a network comes to. */
    public record Found(
            int companies, long stakes, int persons, long seats, long rivalries, long contracts, String sha256) {}

    /** The counts of a network, with the first 16 hex digits of the SHA-256 of its lines. */
    public static Found of(OwnershipNetwork network) {
        try {
            NetworkLines lines = new NetworkLines(MessageDigest.getInstance("SHA-256"));
            network.tell(lines);
            return new Found(
                    network.companies(),
                    lines.stakes.get(),
                    network.persons(),
                    lines.seats.get(),
                    lines.rivalries.get(),
                    lines.contracts.get(),
                    HexFormat.of().formatHex(lines.digest.digest()).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void stake(int owner, int owned, long share) {
        stakes.incrementAndGet();
        line(owner + "," + owned + "," + share);
    }

    @Override
    public void seat(int person, int company) {
        seats.incrementAndGet();
        line(person + "," + company);
    }

    @Override
    public void rivalry(int one, int other, int sector) {
        rivalries.incrementAndGet();
        line(one + "," + other);
    }

    @Override
    public void contract(int buyer, int supplier, long value) {
        contracts.incrementAndGet();
        line(buyer + "," + supplier + "," + value);
    }

    private void line(String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
