package interlock.engine;

import interlock.derivation.Absence;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import interlock.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the fields of facts bear on a policy, as far as the words of its clauses tell, and of those under it. Whatever is in
 * doubt is answered as it is when more has to be tried.
 */
public final class Bearing {
    private static final Pattern WORD = Pattern.compile("\\$?\\w+");
    private static final Pattern COMPARATOR = Pattern.compile("<=|>=|==|!=|(?<!-)[<>]|\\bin\\b|\\bmatches\\b");
    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:(?!:)");
    private static final Pattern CALL = Pattern.compile("\\b([a-z]\\w*)\\s*\\(");
    private static final Pattern LAST_WORD = Pattern.compile("(\\w+)\\s*$");
    private static final Pattern NOT = Pattern.compile("\\bnot\\b");
    private static final Pattern ARITHMETIC = Pattern.compile("[\\w)]\\s*[-/%]\\s*[\\w$(]");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w$.\"])\\d+(?:\\.\\d+)?");

    /** What grows, or stays as it is, when any figure given to it grows. */
    private static final Set<String> GROWING = Set.of(
            "total",
            "count",
            "max",
            "saturating",
            "times",
            "plus",
            "larger",
            "smaller",
            "either",
            "and",
            "or",
            "not",
            "exists",
            "accumulate",
            "conclude",
            "raise",
            "points",
            "collectList",
            "collectSet",
            "eval",
            "list");

    /** Givens whose figures hang on no figure of a fact. */
    private static final Set<Class<?>> APART = Set.of(
            Derived.Parameter.class,
            Derived.Applicable.class,
            Derived.Inapplicable.class,
            Derived.Age.class,
            Derived.Clock.class,
            Derived.Event.class);

    private final List<Set<String>> words;
    private final Set<String> otherwise;
    private final boolean oneWay;
    private final boolean looksAround;
    private final boolean rebounds;
    private final Set<String> denied;
    private final SortedSet<BigDecimal> numbers;
    private final SortedSet<String> parameters;

    private Bearing(
            List<Set<String>> words,
            Set<String> otherwise,
            boolean oneWay,
            boolean looksAround,
            boolean rebounds,
            Set<String> denied,
            SortedSet<BigDecimal> numbers,
            SortedSet<String> parameters) {
        this.words = List.copyOf(words);
        this.otherwise = Set.copyOf(otherwise);
        this.oneWay = oneWay;
        this.looksAround = looksAround;
        this.rebounds = rebounds;
        this.denied = Set.copyOf(denied);
        this.numbers = Collections.unmodifiableSortedSet(numbers);
        this.parameters = Collections.unmodifiableSortedSet(parameters);
    }

    /** Whether a field of a kind may be looked at, in whatever way. */
    public boolean reads(String kind, String field) {
        // What an assertion claims of a figure is held under other names.
        return words.stream().anyMatch(w -> (w.contains(kind) && w.contains(field)) || w.contains("Claim"));
    }

    /** Whether a field that says no may let something match that a yes does not. */
    public boolean seeksDenied(String field) {
        return otherwise.contains(field);
    }

    /** Whether the lower a figure of a fact is, the less matches, and nothing that is denied hangs on figures. */
    public boolean oneWay() {
        return oneWay;
    }

    /** Whether any clause holds a {@code not}, an {@code exists} or an {@code accumulate}. */
    public boolean looksAround() {
        return looksAround;
    }

    /** Whether something denied or gathered may appear when facts are taken away. */
    public boolean rebounds() {
        return rebounds;
    }

    /** Whether something may match once a fact of a kind goes: it is denied, or something that is concluded of it. */
    public boolean denies(String kind) {
        return denied.contains(kind) || !oneWay;
    }

    /** The numbers that stand in the clauses. */
    public SortedSet<BigDecimal> numbers() {
        return numbers;
    }

    /** The ids of the parameters that the clauses ask for. */
    public SortedSet<String> parameters() {
        return parameters;
    }

    /** How they bear on one policy. */
    public static Bearing on(CompiledPolicies policies, String policy) {
        List<ClauseShape> clauses = policies.under(policy);
        Set<String> figures = figures(policies.policies().vocabulary());
        List<Set<String>> words = new ArrayList<>();
        Set<String> otherwise = new TreeSet<>();
        SortedSet<BigDecimal> numbers = new TreeSet<>();
        SortedSet<String> parameters = new TreeSet<>();
        boolean oneWay = true;
        for (ClauseShape clause : clauses) {
            String code = Misspelt.code(clause.text());
            words.add(WORD.matcher(code).results().map(m -> m.group()).collect(Collectors.toSet()));
            NUMBER.matcher(code)
                    .results()
                    .forEach(m -> Numbers.written(m.group()).ifPresent(n -> numbers.add(n)));
            parameters.addAll(clause.parameters());
            String plain = code.replaceAll("\\b(\\w+)\\s*==\\s*true\\b", " ");
            WORD.matcher(plain).results().forEach(m -> otherwise.add(m.group()));
            oneWay &= new Reading(policies, code, figures).oneWay();
        }
        boolean around = clauses.stream()
                .anyMatch(c -> !c.absences().isEmpty() || c.reads().stream().anyMatch(ClauseShape.Read::whole));
        return new Bearing(
                words,
                otherwise,
                oneWay,
                around,
                policies.rebounds(policy),
                denied(policies, clauses),
                numbers,
                parameters);
    }

    /** The kinds below each {@code not}, and those that what is denied is concluded of. */
    private static Set<String> denied(CompiledPolicies policies, List<ClauseShape> clauses) {
        Set<String> denied = new TreeSet<>();
        for (ClauseShape clause : clauses) {
            for (Absence absence : clause.absences()) {
                absence.patterns().forEach(p -> denied.add(p.kind()));
            }
        }
        List<ClauseShape> concluding = policies.under(policies.shapes().stream()
                .filter(s -> s.conclusions().stream().anyMatch(denied::contains))
                .toList());
        concluding.forEach(c -> c.reads().forEach(r -> denied.add(r.kind())));
        return denied;
    }

    /** The names of all fields that hold figures, of facts or of what follows from them. */
    private static Set<String> figures(Vocabulary vocabulary) {
        Set<String> figures = new TreeSet<>();
        for (Map.Entry<String, Class<?>> kind : new Shelf(vocabulary).kinds().entrySet()) {
            if (!APART.contains(kind.getValue())) {
                for (String field : Records.components(kind.getValue())) {
                    new Shelf(vocabulary)
                            .typeOf(kind.getKey(), field)
                            .filter(t ->
                                    t == BigDecimal.class || t == Integer.class || t == int.class || t == Range.class)
                            .ifPresent(t -> figures.add(field));
                }
            }
        }
        return figures;
    }

    /** One clause, its quotes and comments made blank. */
    private static final class Reading {
        private final CompiledPolicies policies;
        private final Set<String> figures;
        private final String conditions;
        private final String conclusions;

        Reading(CompiledPolicies policies, String code, Set<String> figures) {
            this.policies = policies;
            Matcher then = Pattern.compile("\\bthen\\b").matcher(code);
            int end = then.find() ? then.start() : code.length();
            this.conditions = code.substring(0, end);
            String rest = code.substring(end);
            int conclude = rest.indexOf("conclude");
            this.conclusions = conclude < 0 ? "" : rest.substring(conclude);
            this.figures = new TreeSet<>(figures);
            Matcher binding = BINDING.matcher(conditions);
            while (binding.find()) {
                String bound = forward(conditions, binding.end());
                if (!apart(conditions, binding.start())
                        && (named(bound) || CALL.matcher(bound).find())) {
                    this.figures.add(binding.group(1));
                }
            }
        }

        boolean oneWay() {
            for (String text : List.of(conditions, conclusions)) {
                Matcher call = CALL.matcher(text);
                while (call.find()) {
                    if (!GROWING.contains(call.group(1)) && named(whole(text, call.end()))) {
                        return false;
                    }
                }
            }
            if (ARITHMETIC.matcher(conditions).find()
                    || ARITHMETIC.matcher(conclusions).find()) {
                return false;
            }
            Matcher comparator = COMPARATOR.matcher(conditions);
            while (comparator.find()) {
                String left = left(conditions, comparator.start());
                String right = forward(conditions, comparator.end());
                boolean fine = switch (comparator.group()) {
                    case ">", ">=" -> !named(right);
                    case "<", "<=" -> !named(left);
                    default -> (!named(left) && !named(right)) || right.strip().equals("null");
                };
                if (!fine) {
                    return false;
                }
            }
            Matcher not = NOT.matcher(conditions);
            while (not.find()) {
                if (denied(conditions.substring(not.end()))) {
                    return false;
                }
            }
            return true;
        }

        /** Whether what is denied at the beginning of some text hangs on figures. */
        private boolean denied(String text) {
            int open = text.indexOf('(');
            String inner = open < 0 ? text : text.substring(0, open) + " " + whole(text, open + 1);
            if (compares(inner, figures)) {
                return true;
            }
            return WORD.matcher(inner)
                    .results()
                    .map(m -> m.group())
                    .flatMap(kind -> policies.shapes().stream()
                            .filter(s -> s.conclusions().contains(kind)))
                    .flatMap(s -> policies.under(List.of(s)).stream())
                    .anyMatch(s -> {
                        String code = Misspelt.code(s.text());
                        return new Reading(policies, code, figures).comparesAnywhere();
                    });
        }

        private boolean comparesAnywhere() {
            return compares(conditions, figures);
        }

        private static boolean compares(String text, Set<String> figures) {
            Matcher comparator = COMPARATOR.matcher(text);
            while (comparator.find()) {
                if (named(left(text, comparator.start()), figures) || named(forward(text, comparator.end()), figures)) {
                    return true;
                }
            }
            return false;
        }

        private boolean named(String text) {
            return named(text, figures);
        }

        private static boolean named(String text, Set<String> figures) {
            return WORD.matcher(text).results().anyMatch(m -> figures.contains(m.group()));
        }

        /** What is compared at a place; what a given says whatever the facts say is no figure of theirs. */
        private static String left(String text, int at) {
            String left = backward(text, at);
            return apart(text, at)
                    ? WORD.matcher(left)
                            .results()
                            .map(m -> m.group())
                            .filter(w -> w.startsWith("$"))
                            .collect(Collectors.joining(" "))
                    : left;
        }

        /** Whether a place lies in a pattern of a given whose figures hang on no figure of a fact. */
        private static boolean apart(String text, int at) {
            int depth = 0;
            for (int i = at - 1; i >= 0; i--) {
                char c = text.charAt(i);
                if (c == ')') {
                    depth++;
                } else if (c == '(' && depth-- == 0) {
                    Matcher kind = LAST_WORD.matcher(text.substring(0, i));
                    return kind.find()
                            && APART.stream().anyMatch(k -> k.getSimpleName().equals(kind.group(1)));
                }
            }
            return false;
        }

        /** What stands in front of a place, up to a comma or the bracket around it. */
        private static String backward(String text, int to) {
            int depth = 0;
            int at = to - 1;
            for (; at >= 0; at--) {
                char c = text.charAt(at);
                if (c == ')') {
                    depth++;
                } else if ((c == '(' && depth-- == 0) || (depth == 0 && ends(c))) {
                    break;
                }
            }
            return text.substring(at + 1, to);
        }

        private static String forward(String text, int from) {
            int depth = 0;
            int at = from;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '(') {
                    depth++;
                } else if ((c == ')' && depth-- == 0) || (depth == 0 && ends(c))) {
                    break;
                }
            }
            return text.substring(from, at);
        }

        /** What stands in a bracket that was opened, commas and all. */
        private static String whole(String text, int from) {
            int depth = 0;
            int at = from;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '(') {
                    depth++;
                } else if (c == ')' && depth-- == 0) {
                    break;
                }
            }
            return text.substring(from, at);
        }

        private static boolean ends(char c) {
            return c == ',' || c == ';' || c == '&' || c == '|';
        }
    }
}
