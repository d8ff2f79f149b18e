package interlock.engine;

/** A condition or conclusion of which the sweep cannot tell what Drools makes of it; Drools must be asked. */
final class Untold extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Untold(String message) {
        super(message);
    }
}
