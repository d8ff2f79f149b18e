package interlock.engine;

/** An evaluation ran into a limit; what it had found so far is thrown away. */
public final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean budget;

    /**
     * Of one look at something: what does not depend on it may go on.
     *
     * @param message what was reached, and by which clause if that can be told
     */
    public LimitReached(String message) {
        this(message, false);
    }

    private LimitReached(String message, boolean budget) {
        super(message);
        this.budget = budget;
    }

    /** Of the budget, so that nothing may go on. */
    static LimitReached ofBudget(String message) {
        return new LimitReached(message, true);
    }

    /** Whether the budget is used up, so that nothing may go on. */
    public boolean isOfBudget() {
        return budget;
    }

    /** The same, saying also what was being evaluated. */
    public LimitReached in(String what) {
        return new LimitReached(getMessage() + ", in " + what, budget);
    }
}
