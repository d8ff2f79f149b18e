package interlock.vocabulary;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one form in which numbers are kept, so that 7 and 7.0 are the same number in every comparison and digest. */
public final class Numbers {
    private static final Pattern WRITTEN =
            Pattern.compile("([-+]?)(0|[1-9][0-9_]*)(\\.[0-9]+)?(?:[eE]([-+]?[0-9]{1,2}))?(k|m|bn|tn)?");
    private static final int MOST_DIGITS = 40;

    private Numbers() {}

    /**
     * The number that a person wrote: plainly, with underscores between digits, with an exponent, or with k, m, bn or tn
     * behind it for thousands, millions, billions and trillions. Empty if it is none of these.
     */
    public static Optional<BigDecimal> written(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (text.length() > MOST_DIGITS || !parts.matches()) {
            return Optional.empty();
        }
        String digits = parts.group(1) + parts.group(2).replace("_", "") + orEmpty(parts.group(3));
        int exponent = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
        int power = switch (orEmpty(parts.group(5))) {
            case "k" -> 3;
            case "m" -> 6;
            case "bn" -> 9;
            case "tn" -> 12;
            default -> 0;
        };
        return Optional.of(normalised(new BigDecimal(digits).scaleByPowerOfTen(exponent + power)));
    }

    /** Whether a text is written like a number, even if it has more digits than can be meant. */
    public static boolean looksWritten(String text) {
        return WRITTEN.matcher(text).matches();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The same number without trailing zeros and without an exponent. */
    public static BigDecimal normalised(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
