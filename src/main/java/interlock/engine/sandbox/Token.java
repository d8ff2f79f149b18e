package interlock.engine.sandbox;

/**
 * A word or sign of a policy's text.
 *
 * @param start index of its first character
 * @param line from 1
 * @param column from 1
 */
record Token(Sort sort, String text, int start, int line, int column) {

    /** What a token is. */
    enum Sort {
        WORD,
        VARIABLE,
        NUMBER,
        STRING,
        SIGN,
        END
    }

    int end() {
        return start + text.length();
    }

    boolean is(String expected) {
        return text.equals(expected) && (sort == Sort.WORD || sort == Sort.SIGN);
    }
}
