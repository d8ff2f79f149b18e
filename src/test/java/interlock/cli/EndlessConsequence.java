package interlock.cli;

import interlock.engine.Ungated;

/** A program that evaluates a clause without end, watched as the command line is. */
final class EndlessConsequence {
    private EndlessConsequence() {}

    /**
     * Evaluates it.
     *
     * @param arguments the seconds that it may take
     */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.standard(code -> Runtime.getRuntime().halt(code));
        try (Watchdog watchdog = new Watchdog(terminal, Integer.parseInt(arguments[0]), Long.MAX_VALUE)) {
            Ungated.evaluate(watchdog.gauge());
        }
    }
}
