package interlock.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tags of a doc comment: free text first, then lines that begin with an at sign, each going on until the next. */
final class DocComment {

    /** A tag with its value on one line, and how many lines below the start of the comment it stands. */
    record Tag(String name, String value, int lineOffset) {}

    private final String description;
    private final List<Tag> tags;

    DocComment(String text) {
        List<Tag> found = new ArrayList<>();
        StringBuilder free = new StringBuilder();
        @Nullable String name = null;
        StringBuilder value = free;
        int nameLine = 0;
        int lineNumber = 0;
        for (String line : text.split("\n", -1)) {
            String content = line.strip();
            if (content.startsWith("*")) {
                content = content.substring(1).strip();
            }
            if (content.startsWith("@")) {
                if (name != null) {
                    found.add(new Tag(name, value.toString().strip(), nameLine));
                }
                int blank = content.indexOf(' ');
                name = blank < 0 ? content.substring(1) : content.substring(1, blank);
                value = new StringBuilder(
                        blank < 0 ? "" : content.substring(blank).strip());
                nameLine = lineNumber;
            } else {
                value.append(' ').append(content);
            }
            lineNumber++;
        }
        if (name != null) {
            found.add(new Tag(name, value.toString().strip(), nameLine));
        }
        this.description = free.toString().strip().replaceAll("\\s+", " ");
        this.tags = found.stream()
                .map(t -> new Tag(t.name(), t.value().replaceAll("\\s+", " "), t.lineOffset()))
                .toList();
    }

    String description() {
        return description;
    }

    List<Tag> tags() {
        return tags;
    }

    @Nullable
    String first(String name) {
        return tags.stream()
                .filter(t -> t.name().equals(name))
                .map(Tag::value)
                .findFirst()
                .orElse(null);
    }

    List<String> all(String name) {
        return tags.stream().filter(t -> t.name().equals(name)).map(Tag::value).toList();
    }
}
