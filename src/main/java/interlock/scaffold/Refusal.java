package interlock.scaffold;

/** Says why something cannot be made, and what to do instead. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String help;
    private final boolean wrongUsage;

    private Refusal(String message, String help, boolean wrongUsage) {
        super(message);
        this.help = help;
        this.wrongUsage = wrongUsage;
    }

    /** What was asked for makes no sense as it was written. */
    static Refusal ofUsage(String message, String help) {
        return new Refusal(message, help, true);
    }

    /** What was asked for is clear, and the honest answer is no. */
    static Refusal answeringNo(String message, String help) {
        return new Refusal(message, help, false);
    }

    /** The remedy. */
    public String help() {
        return help;
    }

    /** Whether the request itself is wrong. */
    public boolean wrongUsage() {
        return wrongUsage;
    }
}
