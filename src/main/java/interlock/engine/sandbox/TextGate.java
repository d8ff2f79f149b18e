package interlock.engine.sandbox;

import interlock.diagnostic.DidYouMean;
import interlock.engine.sandbox.Token.Sort;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first gate: judges the whole text that is about to be built, word by word, and knows nothing of what was read or
 * decided before. A word that is not known to be harmless where it stands is refused; there is no list of what is bad.
 */
// INVARIANT(gate): nothing of a policy reaches a builder but through here, and what was judged is what is built.
public final class TextGate {
    private static final Pattern WITNESSES = Pattern.compile("GENERATED_witnesses[0-9]+");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
    private static final Set<String> OPERATORS = Set.of("contains", "memberOf", "in");
    private static final Set<String> LITERALS = Set.of("true", "false", "null");
    private static final String ONLY = "a policy has the words of the vocabulary, its verbs and its functions";

    private final Words words;
    private final Deque<Token> rest;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Clause> clauses = new ArrayList<>();
    private final List<Matched> patterns = new ArrayList<>();

    /**
     * What a gate has let through, or not.
     *
     * @param text what may be built, comments blanked out; worth nothing if anything was refused
     * @param refusals what was refused, at most one for each clause unless it lies in single characters
     */
    public record Verdict(String text, List<Clause> clauses, List<Refusal> refusals) {
        public Verdict {
            clauses = List.copyOf(clauses);
            refusals = List.copyOf(refusals);
        }
    }

    /** A rule of the text, the line on which it begins and what it matches, in the order of the text. */
    public record Clause(String name, int line, List<Matched> patterns) {
        public Clause {
            patterns = List.copyOf(patterns);
        }
    }

    /** A pattern: the kind it matches and the line on which it stands. */
    public record Matched(String kind, int line) implements Serializable {}

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }
    }

    private TextGate(Words words, List<Token> tokens) {
        this.words = words;
        this.rest = new ArrayDeque<>(tokens);
    }

    /** Judges the text of a whole package of rules. */
    public static Verdict judge(String text, Words words) {
        Tokens tokens = new Tokens(text);
        if (!tokens.refusals().isEmpty()) {
            return new Verdict("", List.of(), tokens.refusals());
        }
        TextGate gate = new TextGate(words, tokens.tokens());
        gate.wholeText();
        return new Verdict(gate.refusals.isEmpty() ? tokens.plain() : "", gate.clauses, gate.refusals);
    }

    /** What no text may hold wherever it stands; for texts that no parser should be given yet. */
    public static List<Refusal> characters(String text) {
        return new Tokens(text).refusals();
    }

    // ---- the whole

    private void wholeText() {
        try {
            head();
        } catch (Refused e) {
            refusals.add(e.refusal);
        }
        toTheNextRule();
        while (!ended()) {
            try {
                clause();
            } catch (Refused e) {
                refusals.add(e.refusal);
                toTheNextRule();
            }
        }
    }

    private void toTheNextRule() {
        while (!ended() && !at("rule")) {
            next();
        }
    }

    private void head() {
        expect("package");
        String name = statement();
        if (!name.equals("interlock.policies")) {
            throw refused(here(), "IL173", "rules are built in one package and no other", null);
        }
        while (!ended() && at("import")) {
            Token word = next();
            String imported = statement();
            if (!words.imports().contains(imported)) {
                throw refused(
                        word,
                        "IL173",
                        "this may not be imported",
                        "a policy sees the vocabulary and its functions only");
            }
        }
        if (!ended() && !at("rule")) {
            throw outside();
        }
    }

    private Refused outside() {
        return refused(
                here(),
                "IL173",
                "`" + Tokens.shown(here().text()) + "` may not stand outside of a clause",
                "a policy consists of clauses; it declares nothing else");
    }

    /** The words up to a semicolon, a blank between two words that would else run together. */
    private String statement() {
        StringBuilder text = new StringBuilder();
        boolean word = false;
        while (!at(";")) {
            Token token = next();
            if (token.sort() != Sort.WORD && !token.is(".") && !token.is("*")) {
                throw refused(token, "IL173", "`" + Tokens.shown(token.text()) + "` is not expected here", null);
            }
            text.append(word && token.sort() == Sort.WORD ? " " : "").append(token.text());
            word = token.sort() == Sort.WORD;
        }
        next();
        return text.toString();
    }

    private void clause() {
        if (!at("rule")) {
            throw outside();
        }
        Token rule = next();
        Token name = next();
        if (name.sort() != Sort.STRING || name.text().charAt(0) != '"') {
            throw refused(name, "IL173", "a clause has its name in quotes", null);
        }
        if (at("salience")) {
            next();
            if (at("-")) {
                next();
            }
            if (!next().text().matches("[0-9]{1,6}")) {
                throw refused(name, "IL173", "the order of a clause is a number", null);
            }
        }
        if (!at("when")) {
            throw refused(
                    here(),
                    "IL173",
                    "`" + Tokens.shown(here().text()) + "` may not stand before `when`",
                    "a clause has a name, conditions and what it concludes");
        }
        next();
        patterns.clear();
        conditions(Set.of("then"));
        expect("then");
        while (!at("end")) {
            conclusion();
        }
        expect("end");
        clauses.add(new Clause(name.text().substring(1, name.text().length() - 1), rule.line(), patterns));
    }

    // ---- conditions

    /** Patterns, joined or nested, up to one of these signs at this depth. */
    private void conditions(Set<String> until) {
        while (until.stream().noneMatch(this::at)) {
            Token token = here();
            if (token.is("not") || token.is("exists") || token.is("and") || token.is("or")) {
                next();
            } else if (token.is("(")) {
                next();
                conditions(Set.of(")"));
                next();
            } else if (token.is("accumulate")) {
                accumulate();
            } else {
                pattern();
            }
        }
    }

    private void pattern() {
        binding();
        Token kind = next();
        boolean listed = kind.is("String") || words.names().containsKey(kind.text());
        if (kind.sort() != Sort.WORD || !(listed || words.kinds().contains(kind.text()))) {
            throw unknown(kind, words.kinds());
        }
        patterns.add(new Matched(kind.text(), kind.line()));
        expect("(");
        if (!at(")")) {
            constraint();
            while (at(",")) {
                next();
                constraint();
            }
        }
        expect(")");
        if (at("from")) {
            next();
            Token variable = next();
            if (variable.sort() != Sort.VARIABLE) {
                throw refused(variable, "IL170", "`from` takes a variable, or a field of one", null);
            }
            path();
        } else if (listed) {
            throw unknown(kind, words.kinds());
        }
    }

    private void accumulate() {
        expect("accumulate");
        expect("(");
        conditions(Set.of(";", ","));
        next();
        while (!at(";") && !at(")")) {
            if (at(",")) {
                next();
            }
            binding();
            Token function = next();
            if (function.sort() != Sort.WORD || !words.gatherers().contains(function.text())) {
                throw unknown(function, words.gatherers());
            }
            expect("(");
            if (!at(")")) {
                operand();
            }
            expect(")");
        }
        if (at(";")) {
            next();
            while (!at(")")) {
                constraint();
                if (at(",") || at(";")) {
                    next();
                }
            }
        }
        expect(")");
    }

    private void binding() {
        if (here().sort() == Sort.VARIABLE || WITNESSES.matcher(here().text()).matches()) {
            Token variable = next();
            if (!at(":")) {
                rest.push(variable);
                return;
            }
            next();
        }
    }

    private void constraint() {
        binding();
        either();
    }

    private void either() {
        comparison();
        while (at("||") || at("&&")) {
            next();
            comparison();
        }
    }

    private void comparison() {
        if (!COMPARISONS.contains(here().text())) {
            operand();
        }
        if (at("not")) {
            next();
            if (OPERATORS.stream().noneMatch(this::at)) {
                throw unknown(here(), OPERATORS);
            }
        }
        if (at("in")) {
            next();
            expect("(");
            operand();
            while (at(",")) {
                next();
                operand();
            }
            expect(")");
        } else if (COMPARISONS.stream().anyMatch(this::at) || OPERATORS.stream().anyMatch(this::at)) {
            next();
            operand();
        }
    }

    // ---- values

    private void operand() {
        if (at("!")) {
            next();
        } else if (at("-")) {
            next();
            if (here().sort() != Sort.NUMBER) {
                throw refused(
                        here(),
                        "IL170",
                        "`-` stands only before a number",
                        "add and multiply with `plus( … )` and `times( … )`");
            }
        }
        Token token = next();
        if (token.is("(")) {
            either();
            expect(")");
        } else if (token.sort() == Sort.VARIABLE
                || WITNESSES.matcher(token.text()).matches()) {
            path();
        } else if (token.sort() == Sort.WORD && !LITERALS.contains(token.text())) {
            named(token);
        } else if (token.sort() != Sort.NUMBER && token.sort() != Sort.STRING && !LITERALS.contains(token.text())) {
            throw unexpected(token);
        }
    }

    private void named(Token token) {
        if (words.names().containsKey(token.text())) {
            expect(".");
            Token constant = next();
            Set<String> constants = words.names().getOrDefault(token.text(), Set.of());
            if (!constants.contains(constant.text())) {
                throw unknown(constant, constants);
            }
        } else if (at("(")) {
            if (!words.functions().contains(token.text())) {
                throw unknown(token, words.functions());
            }
            arguments();
        } else if (token.is("this") || words.fields().contains(token.text())) {
            path();
        } else {
            throw unknown(token, words.fields());
        }
        if (at(".")) {
            throw unexpected(here());
        }
    }

    /** Fields of what was read, one behind another. */
    private void path() {
        while (at(".")) {
            next();
            Token field = next();
            if (!words.fields().contains(field.text())) {
                throw unknown(field, words.fields());
            }
            if (at("(")) {
                next();
                expect(")");
            }
        }
    }

    private void arguments() {
        expect("(");
        if (!at(")")) {
            operand();
            while (at(",")) {
                next();
                operand();
            }
        }
        expect(")");
    }

    // ---- what is concluded

    private void conclusion() {
        Token verb = next();
        if (verb.sort() != Sort.WORD || !Words.VERBS.contains(verb.text())) {
            throw refused(
                    verb,
                    "IL170",
                    "`" + Tokens.shown(verb.text()) + "` may not stand behind `then`",
                    "only `raise( drools, … )` and `conclude( drools, … )` stand there");
        }
        expect("(");
        expect("drools");
        expect(",");
        if (verb.is("raise")) {
            points();
            while (at(",")) {
                next();
                operand();
            }
        } else {
            expect("new");
            Token kind = next();
            if (!words.conclusions().contains(kind.text())) {
                throw unknown(kind, words.conclusions());
            }
            arguments();
        }
        expect(")");
        expect(";");
    }

    private void points() {
        expect("points");
        arguments();
        while (at(".")) {
            next();
            Token part = next();
            if (!Words.ON_POINTS.contains(part.text())) {
                throw unknown(part, Words.ON_POINTS);
            }
            arguments();
        }
    }

    // ---- reading

    /** The end is never passed. */
    private Token next() {
        return ended() ? here() : rest.pop();
    }

    private Token here() {
        return rest.element();
    }

    private boolean ended() {
        return here().sort() == Sort.END;
    }

    private boolean at(String expected) {
        if (ended()) {
            throw unexpected(here());
        }
        return here().is(expected);
    }

    private void expect(String expected) {
        if (!at(expected)) {
            throw unexpected(here());
        }
        next();
    }

    private static Refused unexpected(Token token) {
        return refused(
                token,
                "IL170",
                token.sort() == Sort.END
                        ? "the text ends in the middle of a clause"
                        : "`" + Tokens.shown(token.text()) + "` may not stand here",
                ONLY);
    }

    private static Refused unknown(Token token, Set<String> known) {
        return refused(
                token,
                "IL170",
                token.sort() == Sort.END
                        ? "the text ends in the middle of a clause"
                        : "`" + Tokens.shown(token.text()) + "` is no word of a policy here",
                DidYouMean.help(token.text(), known, ONLY));
    }

    private static Refused refused(Token token, String code, String message, @Nullable String help) {
        return new Refused(new Refusal(code, token.line(), token.column(), token.text(), message, help));
    }
}
