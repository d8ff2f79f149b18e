package interlock.json;

/** What can be wrong with a data file before anybody looks at what it says. */
public enum ReadingCode {
    MISSING("IL200", "the file or folder does not exist"),
    UNREADABLE("IL201", "the file or folder cannot be opened"),
    TOO_LARGE("IL202", "the file is larger than can be read"),
    NOT_UTF8("IL203", "the file holds bytes that are not UTF-8"),
    SYNTAX("IL204", "the file is not written as its ending says"),
    CUT_OFF("IL205", "the file ends in the middle of something"),
    DUPLICATE_KEY("IL206", "a key or a column is given twice"),
    TOO_DEEP("IL207", "lists and groups are nested deeper than any file needs"),
    NOT_PLAIN("IL208", "the file uses anchors, aliases, merge keys or tags of YAML"),
    SEVERAL_DOCUMENTS("IL209", "there are several YAML documents in one file"),
    NOT_FINITE("IL210", "a number is infinite or not a number"),
    LINK_LOOP("IL211", "a link leads back into a folder that contains it"),
    EMPTY("IL212", "the file says nothing"),
    NO_FILES("IL213", "there is no file to read in the folder"),
    UNKNOWN_FORMAT("IL214", "the file has an ending that is not known");

    private final String code;
    private final String explanation;

    ReadingCode(String code, String explanation) {
        this.code = code;
        this.explanation = explanation;
    }

    /** The code that a user reads, such as {@code IL203}. */
    public String code() {
        return code;
    }

    /** What the code stands for, in one sentence. */
    public String explanation() {
        return explanation;
    }
}
