package interlock.cli;

/** How the program ends. */
enum ExitCode {
    /** Done. */
    DONE(0),
    /** Done, and the answer is no. */
    NO(1),
    /** Wrong usage. */
    USAGE(2),
    /** Facts, policies or parameters that cannot be used. */
    UNUSABLE(3),
    /** A limit was reached. */
    LIMIT(4),
    /** Our own bug. */
    BUG(70);

    final int code;

    ExitCode(int code) {
        this.code = code;
    }
}
