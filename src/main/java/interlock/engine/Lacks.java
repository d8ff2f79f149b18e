package interlock.engine;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some of the figures that nobody tells, by their numbers in {@link Blanks}. */
final class Lacks implements Comparable<Lacks> {
    static final Lacks NONE = new Lacks(new int[0]);

    /** Each once, ascending: of the many that there can be one conclusion lacks few. */
    private final int[] numbers;

    private Lacks(int[] numbers) {
        this.numbers = numbers;
    }

    static Lacks of(int number) {
        return new Lacks(new int[] {number});
    }

    Lacks and(Lacks others) {
        if (others.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return others;
        }
        return new Lacks(IntStream.concat(numbers(), others.numbers())
                .sorted()
                .distinct()
                .toArray());
    }

    boolean isEmpty() {
        return numbers.length == 0;
    }

    int size() {
        return numbers.length;
    }

    IntStream numbers() {
        return Arrays.stream(numbers);
    }

    /** What lacks less comes first; then what lacks what was met earlier. */
    @Override
    public int compareTo(Lacks other) {
        return numbers.length == other.numbers.length
                ? Arrays.compare(numbers, other.numbers)
                : Integer.compare(numbers.length, other.numbers.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Lacks l && Arrays.equals(l.numbers, numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return Arrays.toString(numbers);
    }
}
