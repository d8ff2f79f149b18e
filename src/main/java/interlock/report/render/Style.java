package interlock.report.render;

/** How text is set off: by colour on a terminal, not at all elsewhere. */
public enum Style {
    PLAIN,
    COLOUR;

    private static final String ESCAPE = "\u001b[";

    String bold(String text) {
        return set("1", text);
    }

    String faint(String text) {
        return set("2", text);
    }

    String red(String text) {
        return set("31", text);
    }

    String yellow(String text) {
        return set("33", text);
    }

    String cyan(String text) {
        return set("36", text);
    }

    private String set(String code, String text) {
        return this == PLAIN ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}
