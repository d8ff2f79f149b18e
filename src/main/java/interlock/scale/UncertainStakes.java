package interlock.scale;

import interlock.derivation.SignalKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A fact base, always the same for the same sizes, in which one signal of a shipped policy rests on a number of uncertain
 * facts: a cloud company holds a certain stake in one lab, and in its rival many stakes of which each may be or not. No two
 * sets of these add up to the same amount, so that every world has a severity of its own before it is rounded. Companies
 * that have nothing to do with it fill the rest.
 */
public final class UncertainStakes {
    /** What is there besides the uncertain stakes and what fills the rest. */
    private static final int FIXED = 5;
    /** Of so many uncertain stakes the sums still fit a policy's amounts. */
    private static final int MOST = 24;

    /** What the policy calls a stake of weight. */
    private static final long OF_WEIGHT = 1_000_000_000L;
    /** The least by which stakes differ; all differences together are less than a stake. */
    private static final long STEP = 50;

    private UncertainStakes() {}

    /** The signal that rests on the uncertain facts. */
    public static SignalKey signal() {
        return new SignalKey("strategic/hyperscaler-hedging", "equity", List.of("hub"));
    }

    /**
     * The facts as a file in JSON.
     *
     * @param uncertain how many uncertain facts the signal rests on, 1 to 24
     * @param facts how many facts there are in all; at least those that the signal needs
     * @throws IllegalArgumentException if a size is out of range
     */
    public static String file(int uncertain, int facts) {
        if (uncertain < 1 || uncertain > MOST) {
            throw new IllegalArgumentException("from 1 to " + MOST + " facts can be uncertain");
        }
        if (facts < FIXED + uncertain) {
            throw new IllegalArgumentException("the signal alone needs " + (FIXED + uncertain) + " facts");
        }
        List<String> lines = new ArrayList<>();
        lines.add("{\"kind\": \"Company\", \"id\": \"hub\", \"name\": \"Hub\", \"roles\": [\"HYPERSCALER\"]}");
        lines.add("{\"kind\": \"Company\", \"id\": \"lab-one\", \"name\": \"Lab One\", \"roles\": [\"AI_LAB\"]}");
        lines.add("{\"kind\": \"Company\", \"id\": \"lab-two\", \"name\": \"Lab Two\", \"roles\": [\"AI_LAB\"]}");
        lines.add("{\"kind\": \"Rivalry\", \"id\": \"rivalry\", \"left\": \"lab-one\", \"right\": \"lab-two\","
                + " \"market\": \"models\", " + evidence(1) + "}");
        lines.add(stake("certain", "hub", "lab-two", 1_000_000_000_000L, 1));
        for (int i = 0; i < uncertain; i++) {
            lines.add(stake("uncertain-" + i, "hub", "lab-one", OF_WEIGHT + (STEP << i), 4));
        }
        for (int i = 0; lines.size() < facts; i++) {
            lines.add(filling(i));
        }
        return "{\"sources\": [{\"id\": \"agency\", \"title\": \"Agency\", \"publisher\": \"Agency\", \"letter\": \"A\","
                + " \"published\": \"2026-01-01\"}],\n\"facts\": [\n" + String.join(",\n", lines) + "\n]}\n";
    }

    /** Companies that hold and supply one another in trees, so that no money runs in a circle. */
    private static String filling(int i) {
        // The first company has none before it to deal with, and so comes alone.
        int company = i == 0 ? 0 : (i + 3) / 4;
        return switch (i == 0 ? 0 : (i + 3) % 4) {
            case 0 ->
                "{\"kind\": \"Company\", \"id\": \"c" + company + "\", \"name\": \"C" + company
                        + "\", \"roles\": [\"CLOUD\"]}";
            case 1 -> stake("s" + company, "c" + company / 2, "c" + company, 1_000_000L + company, 1);
            case 2 ->
                "{\"kind\": \"SupplyContract\", \"id\": \"k" + company + "\", \"supplier\": \"c" + company / 3
                        + "\", \"customer\": \"c" + company + "\", \"good\": \"POWER\", \"amount\": "
                        + (5_000 + company)
                        + ", " + evidence(1) + "}";
            default ->
                "{\"kind\": \"Rivalry\", \"id\": \"r" + company + "\", \"left\": \"c" + company + "\", \"right\": \"c"
                        + company / 2 + "\", \"market\": \"m" + company % 7 + "\", " + evidence(1) + "}";
        };
    }

    private static String stake(String id, String investor, String investee, long amount, int credibility) {
        return "{\"kind\": \"Investment\", \"id\": \"" + id + "\", \"investor\": \"" + investor + "\", \"investee\": \""
                + investee + "\", \"instrument\": \"EQUITY\", \"amount\": " + amount + ", " + evidence(credibility)
                + "}";
    }

    private static String evidence(int credibility) {
        return "\"status\": \"COMPLETED\", \"asserted\": \"2026-01-20\", \"evidence\": [{\"source\": \"agency\","
                + " \"credibility\": " + credibility + "}]";
    }
}
