package interlock.engine;

import interlock.diagnostic.DidYouMean;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that the sentence of a signal names only what its clause binds, and fields that there are. */
final class Narrative {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern PLAIN = Pattern.compile("(\\$\\w+)((?:\\.\\w+)*)");
    private static final Pattern RATIO = Pattern.compile("(\\$\\w+)/(\\$\\w+)");
    private static final Pattern LEAST = Pattern.compile("least\\(([^)]*)\\)");
    private static final Set<String> HINTS = new TreeSet<>(Set.of("money", "number", "percent"));
    /** What is kept beside a fact and can be told like a field. */
    private static final List<String> BESIDE = List.of("status", "from", "to", "signed", "closing", "asserted");

    private final ClauseDraft draft;
    /** Where the comment that holds the sentence begins and ends. */
    private final int start;

    private final int end;

    Narrative(ClauseDraft draft) {
        this.draft = draft;
        String source = draft.page().policy().source();
        int clause = draft.clause().start();
        this.start = draft.clause().says() == null ? 0 : Math.max(0, source.lastIndexOf("/**", clause));
        this.end = draft.clause().says() == null ? Math.max(0, source.indexOf("*/")) : clause;
    }

    void check() {
        String says = draft.clause().says() == null
                ? draft.page().policy().header().says()
                : draft.clause().says();
        if (says == null) {
            return;
        }
        Matcher place = PLACE.matcher(says);
        Set<String> seen = new TreeSet<>();
        while (place.find()) {
            if (seen.add(place.group(1))) {
                place(place.group(1));
            }
        }
        String rest = PLACE.matcher(says).replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            wrong("{", "a brace in `@says` is not closed", "write a place as `{$variable}`");
        } else if (rest.chars().filter(c -> c == '[').count()
                != rest.chars().filter(c -> c == ']').count()) {
            wrong("[", "a bracket in `@says` is not closed", "close what may be left out with `]`");
        }
    }

    private void place(String place) {
        int colon = place.indexOf(':');
        String expression = (colon < 0 ? place : place.substring(0, colon)).strip();
        String hint = colon < 0 ? "" : place.substring(colon + 1).strip();
        if (colon >= 0 && !HINTS.contains(hint)) {
            wrong(
                    "{" + place + "}",
                    "`@says` cannot show a value as `" + hint + "`",
                    DidYouMean.help(hint, HINTS, "it can be shown as " + String.join(", ", HINTS)));
        }
        Matcher ratio = RATIO.matcher(expression);
        Matcher least = LEAST.matcher(expression);
        Matcher plain = PLAIN.matcher(expression);
        List<String> variables = new ArrayList<>();
        if (ratio.matches()) {
            variables.add(ratio.group(1));
            variables.add(ratio.group(2));
        } else if (least.matches()) {
            for (String variable : least.group(1).split(",", -1)) {
                variables.add(variable.strip());
            }
        } else if (plain.matches()) {
            variables.add(plain.group(1));
            if (draft.bound().contains(plain.group(1)) && !plain.group(2).isEmpty()) {
                fields(place, plain.group(1), plain.group(2).substring(1));
            }
        } else {
            wrong(
                    "{" + place + "}",
                    "`" + place + "` is no place that `@says` can fill",
                    "write a variable or a field of one, as in `{$investor}` or `{$stake.amount}`");
        }
        for (String variable : variables) {
            if (!draft.bound().contains(variable)) {
                Misspelt.binding(draft, variable)
                        .ifPresent(at -> draft.page()
                                .warning(
                                        "IL150",
                                        at,
                                        1,
                                        "what is bound here is used nowhere",
                                        "did you mean `" + variable + "`, which `@says` names?"));
                wrong(
                        "{" + place + "}",
                        "`@says` names `" + variable + "`, which the clause `"
                                + draft.clause().name() + "` does not bind",
                        DidYouMean.help(
                                variable, draft.bound(), "bind it in `when`, or give the clause a `@says` of its own"));
            }
        }
    }

    private void fields(String place, String variable, String path) {
        @Nullable Type type = draft.types().get(variable);
        for (String field : path.split("\\.", -1)) {
            if (!(type instanceof Class<?> record) || !record.isRecord()) {
                return;
            }
            List<String> fields = new ArrayList<>(Records.components(record));
            if (Fact.class.isAssignableFrom(record)) {
                fields.addAll(BESIDE);
            }
            if (!fields.contains(field)) {
                String kind = record == Range.class ? "a share" : "`" + record.getSimpleName() + "`";
                wrong(
                        "{" + place + "}",
                        "`@says` names `" + field + "`, but " + kind + " has no such field",
                        DidYouMean.help(field, fields, "its fields are " + String.join(", ", fields)));
                return;
            }
            type = draft.shelf().typeOf(record.getSimpleName(), field).orElse(null);
        }
    }

    private void wrong(String shown, String message, String help) {
        int at = draft.page().policy().source().indexOf(shown, start);
        boolean found = at >= 0 && at < end;
        int says = Math.max(start, draft.page().policy().source().indexOf("@says", start));
        draft.error("IL137", found ? at : says, found ? shown.length() : "@says".length(), message, help);
    }
}
