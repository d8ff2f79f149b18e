package interlock.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One constraint of a pattern, taken apart as far as it is a plain comparison; its tokens in any case. */
record Condition(
        String text,
        @Nullable String binds,
        @Nullable String field,
        @Nullable String operator,
        @Nullable String operand,
        List<Token> tokens) {

    /** A word of the constraint and where in it the word begins. */
    record Token(String text, int offset, Sort sort) {}

    /** What a word is. */
    enum Sort {
        VARIABLE,
        FIELD,
        SUBFIELD,
        FUNCTION,
        CONSTANT,
        STRING
    }

    private static final Set<String> KEYWORDS = Set.of(
            "contains",
            "memberOf",
            "matches",
            "in",
            "not",
            "null",
            "true",
            "false",
            "excludes",
            "soundslike",
            "str",
            "this");
    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'");
    private static final Pattern BINDING = Pattern.compile("^\\s*(\\$\\w+)\\s*:(?!=)\\s*(.*)$", Pattern.DOTALL);
    private static final Pattern COMPARISON = Pattern.compile(
            "^\\s*([a-z]\\w*(?:\\.\\w+)*)\\s*(==|!=|>=|<=|>|<|not\\s+contains\\b|not\\s+memberOf\\b|not\\s+in\\b|contains\\b|memberOf\\b|in\\b)\\s*([^&|]+?)\\s*$",
            Pattern.DOTALL);
    private static final Pattern WORD =
            Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|\\$?[A-Za-z_]\\w*|\\.");

    static Condition of(String text) {
        Matcher binding = BINDING.matcher(text);
        @Nullable String binds = null;
        String rest = text;
        int shift = 0;
        if (binding.matches()) {
            binds = binding.group(1);
            rest = binding.group(2);
            shift = binding.start(2);
        }
        Matcher comparison = COMPARISON.matcher(rest);
        boolean plain = comparison.matches();
        return new Condition(
                text,
                binds,
                plain ? comparison.group(1) : null,
                plain ? comparison.group(2).replaceAll("\\s+", " ") : null,
                plain ? comparison.group(3) : null,
                tokens(rest, shift));
    }

    /** The comparisons that a constraint joins by "and" and "or"; itself alone where it calls or quotes such a sign. */
    static List<Condition> parts(String text) {
        return text.contains("(") || text.matches("(?s).*[\"'][^\"']*[|&][^\"']*[\"'].*")
                ? List.of(of(text))
                : Arrays.stream(text.split("\\|\\||&&")).map(Condition::of).toList();
    }

    /** A text with its quoted passages made blank, so that each place stays what it is. */
    static String blanked(String text) {
        return QUOTED.matcher(text).replaceAll(m -> " ".repeat(m.group().length()));
    }

    /** A constraint cut at a sign that stands outside of brackets and quotes: each part by the place where it begins. */
    static SortedMap<Integer, String> split(String text, String sign) {
        String plain = blanked(text);
        SortedMap<Integer, String> parts = new TreeMap<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && plain.startsWith(sign, i)) {
                part(parts, text, from, i);
                from = i + sign.length();
            }
        }
        part(parts, text, from, text.length());
        return parts;
    }

    private static void part(SortedMap<Integer, String> parts, String text, int from, int to) {
        String part = text.substring(from, to);
        parts.put(from + part.length() - part.stripLeading().length(), part.strip());
    }

    /** Whether what is compared with is text in quotes. */
    static boolean quoted(@Nullable String operand) {
        return operand != null && (operand.startsWith("\"") || operand.startsWith("'"));
    }

    /** What stands behind the operator, without quotes and without the home of a name. */
    static @Nullable Object literal(@Nullable String operand) {
        if (operand == null || operand.startsWith("$")) {
            return operand;
        }
        if (quoted(operand)) {
            return operand.substring(1, operand.length() - 1);
        }
        int dot = operand.lastIndexOf('.');
        return Character.isUpperCase(operand.charAt(0)) && dot > 0 ? operand.substring(dot + 1) : operand;
    }

    private static List<Token> tokens(String text, int shift) {
        List<Token> tokens = new ArrayList<>();
        Matcher m = WORD.matcher(text);
        @Nullable Token previous = null;
        boolean dotted = false;
        while (m.find()) {
            String word = m.group();
            if (word.equals(".")) {
                dotted = true;
                continue;
            }
            boolean called = m.end() < text.length()
                    && text.substring(m.end()).stripLeading().startsWith("(");
            @Nullable Sort sort = sort(word, dotted, called, previous);
            if (sort != null) {
                previous = new Token(word, shift + m.start(), sort);
                tokens.add(previous);
            }
            dotted = false;
        }
        return List.copyOf(tokens);
    }

    private static @Nullable Sort sort(String word, boolean dotted, boolean called, @Nullable Token previous) {
        char first = word.charAt(0);
        if (first == '"' || first == '\'') {
            return Sort.STRING;
        }
        if (first == '$') {
            return Sort.VARIABLE;
        }
        if (dotted) {
            return previous != null && previous.sort() == Sort.CONSTANT ? Sort.CONSTANT : Sort.SUBFIELD;
        }
        if (called && !KEYWORDS.contains(word)) {
            return Sort.FUNCTION;
        }
        if (Character.isUpperCase(first)) {
            return Sort.CONSTANT;
        }
        return KEYWORDS.contains(word) ? null : Sort.FIELD;
    }
}
