package interlock.report;

import interlock.engine.ClauseOutline;
import interlock.engine.ClauseOutline.Both;
import interlock.engine.ClauseOutline.Either;
import interlock.engine.ClauseOutline.Figure;
import interlock.engine.ClauseOutline.Gather;
import interlock.engine.ClauseOutline.Match;
import interlock.engine.ClauseOutline.None;
import interlock.engine.ClauseOutline.Part;
import interlock.engine.ClauseOutline.Some;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Records;
import interlock.vocabulary.Says;
import interlock.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the conditions of a clause in sentences: the sentence of each kind with its variables in the places, then what
 * else is asked of it. It is made of the clause itself, so it cannot say anything that the clause does not.
 */
final class ClauseWords {
    private static final Pattern BINDING = Pattern.compile("^(\\$\\w+)\\s*:(?!=)\\s*(.+)$", Pattern.DOTALL);
    private static final Pattern COMPARISON = Pattern.compile(
            "^([a-z]\\w*(?:\\.\\w+)*)\\s*(==|!=|>=|<=|>|<|not\\s+contains\\b|not\\s+memberOf\\b|contains\\b|memberOf\\b)\\s*(.+)$",
            Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final Map<String, String> FUNCTIONS = Map.of(
            "total", "the sum of",
            "largest", "the largest of",
            "concentration", "the concentration of",
            "effectiveNumber", "the effective number of",
            "each", "the list of",
            "count", "the number of",
            "min", "the smallest of",
            "max", "the largest of");

    private final Vocabulary vocabulary;
    private final Map<String, String> names;
    /** The variables that stand for parties, which are called by their name. */
    private final Set<String> parties = new LinkedHashSet<>();

    private ClauseWords(Vocabulary vocabulary, Map<String, String> names) {
        this.vocabulary = vocabulary;
        this.names = names;
    }

    /** One that only fills the sentences of kinds. */
    static ClauseWords naming(Vocabulary vocabulary) {
        return new ClauseWords(vocabulary, Map.of());
    }

    /**
     * A sentence for each condition.
     *
     * @param names what some variables are called
     */
    static List<String> conditions(ClauseOutline outline, Vocabulary vocabulary, Map<String, String> names) {
        ClauseWords words = new ClauseWords(vocabulary, names);
        words.learn(outline.conditions());
        return outline.conditions().stream()
                .map(p -> Wording.sentence(words.part(p)))
                .toList();
    }

    /** A sentence for each condition, and one for what follows. */
    static List<String> of(ClauseOutline outline, Vocabulary vocabulary) {
        ClauseWords words = new ClauseWords(vocabulary, Map.of());
        words.learn(outline.conditions());
        List<String> sentences = new ArrayList<>();
        outline.conditions().forEach(p -> sentences.add(Wording.sentence(words.part(p))));
        if (!outline.roles().isEmpty()) {
            sentences.add(Wording.sentence("then a signal is raised for "
                    + Wording.listed(outline.roles().stream()
                            .map(r -> words.name("$" + r))
                            .toList())));
        }
        outline.concludes().forEach(k -> sentences.add(Wording.sentence("then it is concluded that " + words.bare(k))));
        return List.copyOf(sentences);
    }

    // ---- variables

    private void learn(List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof Match match) {
                for (String constraint : match.constraints()) {
                    Matcher binding = BINDING.matcher(constraint.strip());
                    if (binding.matches()
                            && isParty(match.kind(), binding.group(2).strip())) {
                        parties.add(binding.group(1));
                    }
                }
            } else if (part instanceof None none) {
                learn(none.parts());
            } else if (part instanceof Some some) {
                learn(some.parts());
            } else if (part instanceof Either either) {
                learn(either.parts());
            } else if (part instanceof Both both) {
                learn(both.parts());
            } else if (part instanceof Gather gather) {
                learn(gather.parts());
            }
        }
    }

    private boolean isParty(String kind, String field) {
        if (field.equals("id")) {
            return Set.of("Company", "Person", "Fund").contains(kind);
        }
        Optional<Kind> fact = vocabulary.kind(kind);
        if (fact.isPresent()) {
            return fact.get()
                    .field(field)
                    .filter(f -> f.type() == Field.Type.PARTY && !f.list())
                    .isPresent();
        }
        return derived(kind)
                .map(c -> Records.declared(c).stream()
                        .anyMatch(r -> r.getName().equals(field)
                                && r.getType() == String.class
                                && r.isAnnotationPresent(interlock.vocabulary.Party.class)))
                .orElse(false);
    }

    private static Optional<Class<?>> derived(String kind) {
        return Arrays.stream(Derived.class.getDeclaredClasses())
                .filter(c -> c.isRecord() && c.getSimpleName().equals(kind))
                .findFirst();
    }

    /** A variable as a sentence calls it. */
    private String name(String variable) {
        String plain = Wording.kind(variable.substring(1));
        String called = names.get(variable);
        if (called != null) {
            return called;
        }
        return parties.contains(variable) ? "the " + plain : "“" + plain + "”";
    }

    // ---- conditions

    private String part(Part part) {
        if (part instanceof None none) {
            return "there is no case in which " + together(none.parts());
        }
        if (part instanceof Some some) {
            return "there is at least one case in which " + together(some.parts());
        }
        if (part instanceof Either either) {
            return "either " + either.parts().stream().map(this::part).collect(Collectors.joining(", or "));
        }
        if (part instanceof Both both) {
            return together(both.parts());
        }
        if (part instanceof Gather gather) {
            return Wording.listed(gather.figures().stream().map(this::figure).toList()) + ", over all cases in which "
                    + together(gather.parts());
        }
        return match((Match) part);
    }

    private String together(List<Part> parts) {
        return parts.stream().map(this::part).collect(Collectors.joining(", and "));
    }

    private String figure(Figure figure) {
        String of = FUNCTIONS.getOrDefault(figure.function(), "the " + Wording.kind(figure.function()) + " of") + " "
                + (figure.of().stream().allMatch(v -> v.strip().startsWith("$"))
                        ? Wording.listed(
                                figure.of().stream().map(v -> name(v.strip())).toList())
                        : "them");
        String variable = figure.variable();
        return variable == null ? of : name(variable) + " is " + of;
    }

    private String match(Match match) {
        Map<String, String> places = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        Set<String> bound = new LinkedHashSet<>();
        for (String constraint : match.constraints()) {
            constraint(match, constraint.strip(), places, rest, bound);
        }
        String from = match.from();
        String head = from != null
                ? String.join(", ", bound) + (bound.isEmpty() ? "something" : "") + " is one of “"
                        + from.strip().replace("$", "") + "”"
                : match.kind().isEmpty() ? "" : sentence(match.kind(), places);
        String conditions = Wording.listed(rest);
        return head.isEmpty() ? conditions : head + (conditions.isEmpty() ? "" : ", where " + conditions);
    }

    private void constraint(
            Match match, String constraint, Map<String, String> places, List<String> rest, Set<String> bound) {
        Matcher binding = BINDING.matcher(constraint);
        if (binding.matches()) {
            String field = binding.group(2).strip();
            String variable = binding.group(1);
            bound.add(name(variable));
            if (field.matches("[a-z]\\w*")) {
                String called = isParty(match.kind(), field)
                        ? name(variable)
                        : "the " + Wording.kind(field) + " (" + name(variable) + ")";
                if (places.putIfAbsent(place(match.kind(), field), called) != null) {
                    rest.add("its " + Wording.kind(field) + " is called " + name(variable));
                }
            } else {
                constraint(match, field, places, rest, bound);
                rest.add(words(field) + " is called " + name(variable));
            }
            return;
        }
        Matcher equal = Pattern.compile("^([a-z]\\w*)\\s*==\\s*(\\$\\w+|\"[^\"]*\"|[A-Z]\\w*\\.[A-Z]\\w*)$")
                .matcher(constraint);
        if (equal.matches() && places.putIfAbsent(place(match.kind(), equal.group(1)), words(equal.group(2))) == null) {
            return;
        }
        rest.add(words(constraint));
    }

    /** The place in a kind's sentence that a field has: a party is known by its id and called by its name. */
    private static String place(String kind, String field) {
        return field.equals("id") && Set.of("Company", "Person", "Fund").contains(kind) ? "name" : field;
    }

    /** The sentence of a kind; what nothing is asked of is left out where the sentence can do without it. */
    String sentence(String kind, Map<String, String> places) {
        String says = says(kind);
        Set<String> used = new LinkedHashSet<>();
        String filled = new Template(says).fill(place -> {
            String value = places.get(place);
            if (value != null) {
                used.add(place);
                return Optional.of(value);
            }
            if (optional(says, place)) {
                return Optional.empty();
            }
            // "some months old", not "some months months old".
            String name = Wording.kind(place);
            return Optional.of(says.contains("{" + place + "} " + name) ? "some" : "some " + name);
        });
        String others = places.entrySet().stream()
                .filter(e -> !used.contains(e.getKey()))
                .map(e -> "its " + Wording.kind(e.getKey())
                        + (e.getValue().startsWith("the " + Wording.kind(e.getKey()) + " (“")
                                ? " is called "
                                        + e.getValue()
                                                .replaceFirst("^[^(]*\\(", "")
                                                .replaceFirst("\\)$", "")
                                : " is " + e.getValue()))
                .collect(Collectors.joining(" and "));
        return filled + (others.isEmpty() ? "" : ", and " + others);
    }

    /** Whether a place stands in a part of a sentence that can be left out. */
    private static boolean optional(String says, String place) {
        int at = says.indexOf("{" + place + "}");
        return says.lastIndexOf('[', at) > says.lastIndexOf(']', at);
    }

    private String says(String kind) {
        return vocabulary
                .kind(kind)
                .map(Kind::says)
                .or(() -> derived(kind).map(c -> c.getAnnotation(Says.class)).map(Says::value))
                .orElse("there is a " + Wording.kind(kind));
    }

    /** What a kind says, with nothing known of it. */
    private String bare(String kind) {
        return sentence(kind, Map.of());
    }

    // ---- comparisons

    private String words(String condition) {
        String text = condition.strip();
        if (text.startsWith("$") && VARIABLE.matcher(text).matches()) {
            return name(text);
        }
        if (text.matches("\"[^\"]*\"")) {
            return text.substring(1, text.length() - 1);
        }
        if (text.matches("[A-Z]\\w*\\.[A-Z]\\w*")) {
            return Wording.name(text.substring(text.indexOf('.') + 1));
        }
        if (text.contains("(")) {
            return call(text);
        }
        List<String> either = List.of(text.split("\\s*\\|\\|\\s*"));
        if (either.size() > 1) {
            return either(either);
        }
        List<String> both = List.of(text.split("\\s*&&\\s*"));
        if (both.size() > 1) {
            return both.stream().map(this::words).collect(Collectors.joining(" and "));
        }
        Matcher comparison = COMPARISON.matcher(text);
        return comparison.matches() ? comparison(comparison, value(comparison.group(3))) : value(text);
    }

    private static String comparison(Matcher m, String value) {
        String operator = m.group(2).replaceAll("\\s+", " ");
        String field = "the " + m.group(1).replace(".", " ").transform(ClauseWords::lower);
        if (m.group(3).strip().equals("null")) {
            return field + (operator.equals("==") ? " is not known" : " is known");
        }
        return field
                + switch (operator) {
                    case "==" -> " is ";
                    case "!=" -> " is not ";
                    case ">" -> " is above ";
                    case ">=" -> " is at least ";
                    case "<" -> " is below ";
                    case "<=" -> " is at most ";
                    case "contains" -> " include ";
                    case "not contains" -> " do not include ";
                    case "memberOf" -> " is one of ";
                    default -> " is none of ";
                }
                + value;
    }

    private static String lower(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    /** Comparisons of one field by one operator are told as one. */
    private String either(List<String> parts) {
        List<String> values = new ArrayList<>();
        @Nullable String start = null;
        for (String part : parts) {
            Matcher m = COMPARISON.matcher(part.strip());
            String head = m.matches() ? m.group(1) + " " + m.group(2) : part;
            if (!m.matches() || (start != null && !start.equals(head))) {
                return parts.stream().map(this::words).collect(Collectors.joining(" or "));
            }
            start = head;
            values.add(value(m.group(3)));
        }
        Matcher first = COMPARISON.matcher(parts.get(0).strip());
        String last = values.remove(values.size() - 1);
        return first.matches()
                ? comparison(first, values.isEmpty() ? last : String.join(", ", values) + " or " + last)
                : String.join(" or ", parts);
    }

    private String value(String text) {
        String value = text.strip();
        if (value.matches("\\$\\w+|\"[^\"]*\"|[A-Z]\\w*\\.[A-Z]\\w*")) {
            return words(value);
        }
        Matcher field = Pattern.compile("^(\\$\\w+)\\.(\\w+)$").matcher(value);
        if (field.matches()) {
            return "the " + lower(field.group(2)) + " of " + name(field.group(1));
        }
        return lower(value.replace("$", ""));
    }

    private String side(String word) {
        return word.startsWith("$") ? name(word) : "the " + lower(word);
    }

    /** What a function is asked is shown as it stands, but for the one that keeps a pair from counting twice. */
    private String call(String text) {
        Matcher precedes = Pattern.compile("precedes\\(\\s*(\\$?\\w+)\\s*,\\s*(\\$?\\w+)\\s*\\)")
                .matcher(text);
        if (precedes.matches()) {
            return side(precedes.group(1)) + " comes before " + side(precedes.group(2)) + " in the alphabet";
        }
        return "“" + text.replaceAll("\\s+", " ").replace("$", "").replace("==", "is") + "” holds";
    }
}
