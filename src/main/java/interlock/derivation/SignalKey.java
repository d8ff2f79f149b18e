package interlock.derivation;

import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fingerprint;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a signal the same signal in every world and every run: its policy, its grade and its parties. */
public record SignalKey(String policy, @Nullable String grade, List<String> parties) implements Comparable<SignalKey> {
    private static final Comparator<SignalKey> ORDER = Comparator.comparing(SignalKey::policy)
            .thenComparing(k -> k.grade() == null ? "" : k.grade())
            .thenComparing(SignalKey::parties, SignalKey::inTurn);

    public SignalKey {
        parties = List.copyOf(parties);
    }

    /** Of a signal as a policy raised it. */
    public static SignalKey of(Signal signal) {
        return new SignalKey(signal.policy(), signal.grade(), signal.parties());
    }

    private static int inTurn(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    /** A stable fingerprint: twelve hex digits of the SHA-256 of policy, grade and parties. */
    public String id() {
        String text = policy + "\n" + (grade == null ? "" : grade) + "\n" + String.join("\n", parties);
        return Fingerprint.brief(text);
    }

    @Override
    public int compareTo(SignalKey other) {
        return ORDER.compare(this, other);
    }
}
