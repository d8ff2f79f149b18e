package interlock.diagnostic;

import java.util.Comparator;

/**
 * A place in a file. {@code file} is the path as the user gave it, with forward slashes; {@code line} and
 * {@code column} count from 1 (0: the whole file); {@code length} is the number of characters meant, at least 1.
 */
public record Location(String file, int line, int column, int length) implements Comparable<Location> {

    private static final Comparator<Location> ORDER = Comparator.comparing(Location::file)
            .thenComparingInt(Location::line)
            .thenComparingInt(Location::column)
            .thenComparingInt(Location::length);

    /** The file as a whole. */
    public static Location ofFile(String file) {
        return new Location(file, 0, 0, 1);
    }

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column}, or the file alone where the whole file is meant. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
