package interlock.engine;

/** Looking at all worlds at once took more than was allowed; they must be looked at one by one. */
public final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what there was too much of */
    public TooMuch(String message) {
        super(message);
    }
}
