package interlock.engine;

/** An evaluation ran into a limit of the run; what it had found so far is thrown away. */
public final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was reached, and by which clause if that can be told */
    public LimitReached(String message) {
        super(message);
    }
}
