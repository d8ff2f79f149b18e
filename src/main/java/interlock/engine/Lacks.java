package interlock.engine;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some of the figures that nobody tells, by their numbers in {@link Blanks}. */
final class Lacks implements Comparable<Lacks> {
    static final Lacks NONE = new Lacks(new BitSet());

    private final BitSet numbers;

    private Lacks(BitSet numbers) {
        this.numbers = numbers;
    }

    static Lacks of(int number) {
        BitSet numbers = new BitSet();
        numbers.set(number);
        return new Lacks(numbers);
    }

    Lacks and(Lacks others) {
        if (others.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return others;
        }
        BitSet both = (BitSet) numbers.clone();
        both.or(others.numbers);
        return new Lacks(both);
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }

    int size() {
        return numbers.cardinality();
    }

    IntStream numbers() {
        return numbers.stream();
    }

    /** What lacks less comes first; then what lacks what was met earlier. */
    @Override
    public int compareTo(Lacks other) {
        int sizes = Integer.compare(size(), other.size());
        if (sizes != 0) {
            return sizes;
        }
        BitSet differ = (BitSet) numbers.clone();
        differ.xor(other.numbers);
        int first = differ.nextSetBit(0);
        return first < 0 ? 0 : numbers.get(first) ? -1 : 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Lacks l && l.numbers.equals(numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return numbers.toString();
    }
}
