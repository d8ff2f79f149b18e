package interlock.policy;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Location;
import interlock.policy.Declaration.OfFacts;
import interlock.policy.Declaration.OfNames;
import interlock.policy.Declaration.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the declarations of one file of the vocabulary, and what is wrong with each: a broken one hides no other. What a
 * field holds is only looked at when all files are read.
 */
final class DeclarationReader {
    /** The longest name: what a line of a page can hold. */
    private static final int LONGEST = 60;

    /** The most fields of a kind: more arguments than that no constructor takes. */
    private static final int MOST_FIELDS = 100;

    /** The most names in a list. */
    private static final int MOST_NAMES = 500;

    /** The longest comment before a kind. */
    private static final int LONGEST_COMMENT = 4_000;

    private static final Pattern TOKEN = Pattern.compile(
            "/\\*\\*/|/\\*.*?\\*/|/\\*|//[^\n]*|\"[^\"\n]*\"?|[\\p{L}_$][\\p{L}\\p{N}_$]*|\\p{N}[\\p{L}\\p{N}_]*|\\S",
            Pattern.DOTALL);
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final Pattern FIELD = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Pattern PLACE = Pattern.compile("[{}\\[\\]]");
    private static final List<String> AT_THE_TOP = List.of("package", "import", "declare");
    private static final Set<String> OTHER_DECLARATIONS = Set.of("trait", "window", "entry", "type");
    private static final Set<String> OF_POLICIES = Set.of("rule", "query", "function", "global", "dialect", "unit");
    private static final List<String> MARKS = List.of("key", "optional");

    /** Something of the text that is no blank; {@code ""} stands for its end. */
    private record Token(String text, int start) {
        boolean is(String other) {
            return text.equals(other);
        }

        boolean word() {
            return !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0));
        }

        boolean comment() {
            return text.startsWith("/**") && text.length() > 4;
        }

        boolean ends() {
            return text.isEmpty();
        }
    }

    private final String id;
    private final String file;
    private final String source;
    private final Consumer<Diagnostic> problems;
    private final int[] lineStarts;
    private final Deque<Token> tokens = new ArrayDeque<>();
    private final List<Declaration> declarations = new ArrayList<>();
    private final List<Diagnostic> told = new ArrayList<>();

    /**
     * @param id the path below the rule folder, without its ending
     * @param file the path for people
     */
    DeclarationReader(String id, String file, String source, Consumer<Diagnostic> problems) {
        this.id = id;
        this.file = file;
        this.source = source;
        this.problems = problems;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, source.length())
                                .filter(i -> source.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            Token found = new Token(token.group(), token.start());
            if (found.is("/*")) {
                unexpected(found, "the comment that begins here is not closed", "close it with `*/`");
                break;
            }
            if (found.comment()
                    || !(found.text().startsWith("//") || found.text().startsWith("/*"))) {
                tokens.add(found);
            }
        }
    }

    /** What the file declares, in its order. */
    List<Declaration> read() {
        @Nullable Token comment = null;
        while (!tokens.isEmpty()) {
            Token next = peek();
            if (next.comment()) {
                comment = take();
            } else if (next.is("declare")) {
                take();
                declaration(next, comment, false);
                comment = null;
            } else if (next.is("package")) {
                take();
                packageName(next);
                comment = null;
            } else if (next.is("import")) {
                take();
                imported();
                comment = null;
            } else if (next.is(";")) {
                take();
            } else {
                astray(next);
                comment = null;
            }
        }
        if (declarations.isEmpty() && told.isEmpty()) {
            problem(
                    DeclarationCode.NOTHING,
                    Location.ofFile(file),
                    source.isBlank() ? "the file is empty" : "the file declares no kind of fact",
                    "a kind begins with `declare PowerContract` and `id : Text @key`, and is closed with `end`");
        }
        return List.copyOf(declarations);
    }

    // ---- around the declarations

    private void packageName(Token keyword) {
        List<Token> line = line(keyword);
        String found = line.stream().map(Token::text).collect(Collectors.joining());
        String expected = id.replace('/', '.').replace('-', '_');
        if (!found.equals(expected)) {
            Token at = line.isEmpty() ? keyword : line.get(0);
            problem(
                    DeclarationCode.UNEXPECTED,
                    at(at.start(), line.isEmpty() ? keyword.text().length() : found.length()),
                    "the package `" + found + "` is not the path of the file",
                    "write `package " + expected + ";`, or leave it out");
        }
    }

    private void imported() {
        Token first = peek();
        List<Token> line = line(first);
        String found =
                line.stream().map(Token::text).collect(Collectors.joining()).replaceFirst("^function", "function ");
        if (!PolicyFiles.IMPORTS.contains(found)) {
            problem(
                    DeclarationCode.REFUSED,
                    at(first.start(), Math.max(1, found.length())),
                    "`" + found + "` may not be imported",
                    "a declaration needs no import");
        }
    }

    /** What stands on the line of a token before a semicolon, which is taken too. */
    private List<Token> line(Token of) {
        List<Token> line = new ArrayList<>();
        while (!peek().ends() && line(peek().start()) == line(of.start()) && !peek().is(";")) {
            line.add(take());
        }
        return line;
    }

    private void astray(Token word) {
        if (OF_POLICIES.contains(word.text())) {
            problem(
                    DeclarationCode.REFUSED,
                    at(word),
                    "`" + word.text() + "` may not stand in the vocabulary",
                    "this folder only declares kinds of facts; a policy stands in a folder beside it");
            skipToDeclaration();
            return;
        }
        boolean meant = DidYouMean.nearest(word.text(), AT_THE_TOP)
                .filter("declare"::equals)
                .isPresent();
        unexpected(
                word,
                "`" + word.text() + "` is not expected here",
                DidYouMean.help(word.text(), AT_THE_TOP, "outside of its declarations a file has a package at most"));
        take();
        if (meant) {
            declaration(word, null, true);
        } else {
            skipToDeclaration();
        }
    }

    private void skipToDeclaration() {
        while (!peek().ends() && !startsDeclaration()) {
            take();
        }
    }

    /** Whether the next token is the word declare, or a comment before it. */
    private boolean startsDeclaration() {
        return peek().is("declare") || (peek().comment() && second().is("declare"));
    }

    // ---- a declaration

    private void declaration(Token keyword, @Nullable Token comment, boolean misspelt) {
        Token first = peek();
        if (OTHER_DECLARATIONS.contains(first.text()) && !second().text().matches(":|@|")) {
            problem(
                    DeclarationCode.REFUSED,
                    at(first),
                    "`declare " + first.text() + "` may not stand in the vocabulary",
                    "declare a kind of fact, or a list of names with `declare enum`");
            skipToDeclaration();
            return;
        }
        boolean nearly = first.word()
                && second().word()
                && !second().is("extends")
                && DidYouMean.nearest(first.text(), List.of("enum")).isPresent();
        boolean names = first.is("enum") || nearly;
        if (names) {
            take();
        }
        Token name = peek();
        if (!name.word() || name.is("end") || name.is("declare") || second().is(":")) {
            unexpected(
                    keyword,
                    names ? "the list of names has no name" : "the kind has no name",
                    names ? "write `declare enum PowerSource`" : "write `declare PowerContract`");
            skipToDeclaration();
            return;
        }
        take();
        Flaws flaws = new Flaws();
        flaws.set(misspelt);
        if (nearly && !first.is("enum")) {
            unexpected(first, "`" + first.text() + "` is not expected here", "did you mean `enum`?");
            flaws.set(true);
        }
        named(name, KIND, names ? "the name of a list of names" : "the name of a kind", "PowerContract", flaws);
        if (peek().is("extends")) {
            refuse(
                    peek(),
                    "a kind of fact does not extend another",
                    "repeat the fields that they share, or name the other fact by its id",
                    flaws);
            take();
            if (peek().word()) {
                take();
            }
        }
        while (peek().is("@")) {
            annotation(flaws, List.of());
        }
        if (names) {
            constants(name, flaws);
        } else {
            kind(name, comment, misspelt, flaws);
        }
    }

    /** Whether anything was found wrong with one declaration. */
    private static final class Flaws {
        private final List<Boolean> found = new ArrayList<>();

        void set(boolean flaw) {
            if (flaw) {
                found.add(true);
            }
        }

        boolean any() {
            return !found.isEmpty();
        }
    }

    private void kind(Token name, @Nullable Token comment, boolean misspelt, Flaws flaws) {
        List<Part> fields = new ArrayList<>();
        Map<String, Token> seen = new HashMap<>();
        boolean ended = false;
        while (!ended && !peek().ends() && !startsDeclaration()) {
            Token next = peek();
            if (next.is("end") && !second().is(":")) {
                take();
                ended = true;
            } else if (next.comment()) {
                take();
            } else if (next.word() && second().is(":")) {
                field(fields, seen, flaws);
            } else if (next.word() && second().is("(")) {
                refuse(next, "a kind of fact has fields and nothing else", "remove it", flaws);
                recover(next);
            } else if (misspeltEnd(next)) {
                unexpected(next, "`" + next.text() + "` is not expected here", "did you mean `end`?");
                flaws.set(true);
                take();
                ended = true;
            } else {
                if (next.word()) {
                    seen.putIfAbsent(next.text(), next);
                }
                strange(next, flaws);
            }
        }
        if (!ended) {
            noEnd(name, flaws);
        }
        if (fields.isEmpty() && !flaws.any()) {
            problem(
                    DeclarationCode.NOTHING,
                    at(name),
                    "the kind `" + name.text() + "` has no field",
                    "begin with `id : Text @key`");
            flaws.set(true);
        } else if (!seen.containsKey("id")) {
            problem(
                    DeclarationCode.NO_ID,
                    at(name),
                    "the kind `" + name.text() + "` has no `id`",
                    "begin it with `id : Text @key`");
            flaws.set(true);
        } else if (!fields.isEmpty() && !fields.get(0).name().equals("id") && !flaws.any()) {
            problem(
                    DeclarationCode.NO_ID,
                    at(seen.getOrDefault("id", name)),
                    "`id` is not the first field of `" + name.text() + "`",
                    "begin with `id : Text @key`");
            flaws.set(true);
        }
        tooLarge(name, fields.size(), MOST_FIELDS, "fields", flaws);
        tooLarge(
                name,
                comment == null ? 0 : comment.text().length(),
                LONGEST_COMMENT,
                "characters in the comment before it",
                flaws);
        DocComment doc = new DocComment(
                comment == null
                        ? ""
                        : comment.text().substring(3, comment.text().length() - 2));
        if (!misspelt && !seen.isEmpty()) {
            sentence(name, comment, doc, seen.keySet(), fields, flaws);
        }
        declarations.add(new OfFacts(
                name.text(), at(name), flaws.any(), doc.description(), String.valueOf(doc.first("says")), fields));
    }

    private boolean misspeltEnd(Token next) {
        return next.word()
                && DidYouMean.nearest(next.text(), List.of("end")).isPresent()
                && (second().ends() || second().comment() || second().is("declare"));
    }

    private void strange(Token next, Flaws flaws) {
        Token behind = second();
        if (next.word() && (behind.word() || behind.is("<") || behind.is("@")) && !next.is("then")) {
            unexpected(
                    next, "a `:` is missing behind `" + next.text() + "`", "a field is written as in `seller : Party`");
        } else {
            unexpected(
                    next,
                    "`" + next.text() + "` is not expected here",
                    next.is(",") || next.is(";")
                            ? "a field stands on a line of its own, with nothing behind it"
                            : "a field is written as in `seller : Party`");
        }
        flaws.set(true);
        recover(next);
    }

    private void tooLarge(Token name, int found, int most, String what, Flaws flaws) {
        if (found > most) {
            problem(
                    DeclarationCode.TOO_LARGE,
                    at(name),
                    "`" + name.text() + "` has " + found + " " + what + ", at most " + most + " can be declared",
                    "declare several kinds, or say less");
            flaws.set(true);
        }
    }

    private void noEnd(Token name, Flaws flaws) {
        problem(
                DeclarationCode.NO_END,
                at(name),
                "the declaration of `" + name.text() + "` has no `end`",
                "close it with `end`");
        flaws.set(true);
    }

    private void field(List<Part> fields, Map<String, Token> seen, Flaws flaws) {
        Token name = take();
        take();
        if (named(name, FIELD, "the name of a field", "deliveredPower", flaws)) {
            @Nullable String why = ReservedNames.ofFields(name.text());
            if (why != null) {
                problem(
                        DeclarationCode.RESERVED,
                        at(name),
                        "no field can be called `" + name.text() + "`: " + why,
                        "give it another name");
                flaws.set(true);
            }
        }
        Token first = seen.putIfAbsent(name.text(), name);
        if (first != null) {
            problem(
                    DeclarationCode.TWICE,
                    at(name),
                    "the field `" + name.text() + "` stands twice in this kind, first on line " + line(first.start()),
                    "keep one of the two");
            flaws.set(true);
        }
        boolean list = peek().is("List");
        if (list) {
            Token word = take();
            if (!peek().is("<") || !second().word()) {
                unexpected(word, "the list does not say what it holds", "write it as in `List<Party>`");
                flaws.set(true);
                recover(word);
                return;
            }
            take();
        }
        Token type = peek();
        if (!type.word() || type.is("end") || second().is(":")) {
            unexpected(
                    name,
                    "the field `" + name.text() + "` does not say what it holds",
                    "write it as in `seller : Party`");
            flaws.set(true);
            if (line(type.start()) == line(name.start())) {
                recover(name);
            }
            return;
        }
        take();
        if (list) {
            if (!peek().is(">")) {
                unexpected(
                        type, "the bracket before `" + type.text() + "` is not closed", "write it as in `List<Party>`");
                flaws.set(true);
                recover(type);
                return;
            }
            take();
        }
        boolean key = false;
        boolean optional = false;
        while (peek().is("@")) {
            String mark = annotation(flaws, MARKS);
            key |= mark.equals("key");
            optional |= mark.equals("optional");
        }
        behind(type, flaws);
        boolean id = name.is("id");
        if (key && !id) {
            problem(
                    DeclarationCode.NO_ID,
                    at(name),
                    "`" + name.text() + "` cannot be the key",
                    "a fact is known by its `id` alone");
            flaws.set(true);
        }
        if (id && (list || optional || !(type.is("Text") || type.is("String")))) {
            problem(
                    DeclarationCode.NO_ID,
                    at(optional ? name : type),
                    "the `id` of a fact is a text that every fact has",
                    "write `id : Text @key`");
            flaws.set(true);
        }
        fields.add(new Part(name.text(), at(name), type.text(), at(type), list, optional));
    }

    /** What stands behind a field on its line, where nothing may. */
    private void behind(Token field, Flaws flaws) {
        Token next = peek();
        if (next.ends() || next.comment() || line(next.start()) != line(field.start()) || next.is("end")) {
            return;
        }
        if (next.word() && second().is(":")) {
            return;
        }
        if (next.is("=")) {
            refuse(next, "a field has no value of its own", "say it in each fact; what is unknown is left out", flaws);
        } else {
            String help = next.is("?")
                    ? "write `@optional` for what may be unknown"
                    : next.is("[")
                            ? "write a list as in `List<Party>`"
                            : "a field stands on a line of its own, with nothing behind it but `@optional`";
            unexpected(next, "`" + next.text() + "` is not expected here", help);
            flaws.set(true);
        }
        recover(next);
    }

    /** Reads an annotation, of which only some may stand; its name. */
    private String annotation(Flaws flaws, List<String> allowed) {
        Token sign = take();
        Token name = peek();
        if (name.word()) {
            take();
        }
        boolean valued = peek().is("(");
        if (!allowed.contains(name.text()) || valued) {
            String help = allowed.isEmpty()
                    ? "put what describes a kind in the comment before it, as in ` * @says {seller} sells …`"
                    : DidYouMean.nearest(name.text(), allowed)
                            .map(a -> a.equals(name.text()) ? "write `@" + a + "`" : "did you mean `@" + a + "`?")
                            .orElse("behind a field may stand `@optional`, and behind its `id` `@key`");
            problem(
                    DeclarationCode.REFUSED,
                    at(sign.start(), name.word() ? name.text().length() + 1 : 1),
                    "`@" + (name.word() ? name.text() : "") + (valued ? "( … )" : "") + "` may not stand here",
                    help);
            flaws.set(true);
        }
        if (valued) {
            int open = 0;
            do {
                Token part = take();
                open += part.is("(") ? 1 : part.is(")") ? -1 : 0;
            } while (open > 0 && !peek().ends() && !peek().is("end"));
        }
        return name.text();
    }

    private void constants(Token name, Flaws flaws) {
        List<String> constants = new ArrayList<>();
        boolean ended = false;
        boolean comma = true;
        while (!ended && !peek().ends() && !startsDeclaration()) {
            Token next = take();
            if (next.is("end")) {
                ended = true;
            } else if (next.comment() || next.is(";")) {
                comma = true;
            } else if (next.is(",")) {
                if (comma) {
                    unexpected(next, "`,` is not expected here", "a name stands before each comma");
                    flaws.set(true);
                }
                comma = true;
            } else if (next.word()) {
                if (!comma && DidYouMean.nearest(next.text(), List.of("end")).isPresent() && peek().ends()) {
                    unexpected(next, "`" + next.text() + "` is not expected here", "did you mean `end`?");
                    flaws.set(true);
                    ended = true;
                    continue;
                }
                if (!comma) {
                    unexpected(next, "a comma is missing before `" + next.text() + "`", "write `SOLAR, WIND`");
                    flaws.set(true);
                }
                constant(next, constants, flaws);
                comma = false;
            } else {
                if (next.is("(") || next.is(":")) {
                    refuse(next, "a name in a list has no value", "list the names alone, as in `SOLAR, WIND`", flaws);
                } else {
                    unexpected(next, "`" + next.text() + "` is not expected here", "list names as in `SOLAR, WIND`");
                    flaws.set(true);
                }
                while (!peek().ends() && !peek().is(",") && !peek().is("end") && !startsDeclaration()) {
                    take();
                }
            }
        }
        if (!ended) {
            noEnd(name, flaws);
        }
        if (constants.isEmpty() && !flaws.any()) {
            problem(
                    DeclarationCode.NOTHING,
                    at(name),
                    "`" + name.text() + "` lists no name",
                    "list names as in `SOLAR, WIND`");
            flaws.set(true);
        }
        tooLarge(name, constants.size(), MOST_NAMES, "names", flaws);
        declarations.add(new OfNames(name.text(), at(name), flaws.any(), constants));
    }

    private void constant(Token next, List<String> constants, Flaws flaws) {
        if (named(next, CONSTANT, "a name in a list", "ON_SITE", flaws) && constants.contains(next.text())) {
            problem(
                    DeclarationCode.TWICE,
                    at(next),
                    "the name `" + next.text() + "` stands twice in this list",
                    "keep one of the two");
            flaws.set(true);
        }
        constants.add(next.text());
    }

    /** Whether a name is written as such names are; if not, that is told. */
    private boolean named(Token name, Pattern form, String what, String example, Flaws flaws) {
        if (form.matcher(name.text()).matches() && name.text().length() <= LONGEST) {
            return true;
        }
        problem(
                DeclarationCode.BAD_NAME,
                at(name),
                name.text().length() > LONGEST
                        ? "the name is longer than " + LONGEST + " characters"
                        : "`" + name.text() + "` is not written as " + what,
                "write it like `" + example + "`, in plain letters and digits");
        flaws.set(true);
        return false;
    }

    /** Goes on to the next field, or to the end of the declaration. */
    private void recover(Token from) {
        int line = line(from.start());
        take();
        while (!peek().ends() && !startsDeclaration()) {
            boolean later = line(peek().start()) > line;
            if (later && (peek().is("end") || (peek().word() && (second().is(":") || second().is("("))))) {
                return;
            }
            if (!later && peek().is("end") && second().ends()) {
                return;
            }
            take();
        }
    }

    // ---- the sentence

    private void sentence(
            Token name, @Nullable Token comment, DocComment doc, Set<String> known, List<Part> fields, Flaws flaws) {
        if (comment == null) {
            problem(
                    DeclarationCode.NO_SENTENCE,
                    at(name),
                    "the kind `" + name.text() + "` has no sentence",
                    "put a comment before it, as in `/** @says {seller} sells {buyer} power */`");
            flaws.set(true);
            return;
        }
        Set<String> tags = new TreeSet<>();
        for (DocComment.Tag tag : doc.tags()) {
            int line = Math.min(line(comment.start()) + tag.lineOffset(), lineStarts.length) - 1;
            int place = source.indexOf("@" + tag.name(), Math.max(comment.start(), lineStarts[line]));
            if (!tag.name().equals("says") || !tags.add(tag.name())) {
                problem(
                        DeclarationCode.NO_SENTENCE,
                        at(place, tag.name().length() + 1),
                        tag.name().equals("says")
                                ? "the tag `@says` is given twice"
                                : "there is no tag `@" + tag.name() + "` for a kind of fact",
                        DidYouMean.nearest(tag.name(), List.of("says"))
                                .filter(s -> !s.equals(tag.name()))
                                .map(s -> "did you mean `@says`?")
                                .orElse("a kind has free text and `@says`, once"));
                flaws.set(true);
            }
        }
        @Nullable String says = doc.first("says");
        if (says == null || says.isEmpty()) {
            if (doc.tags().stream()
                    .noneMatch(
                            t -> DidYouMean.nearest(t.name(), List.of("says")).isPresent()
                                    && !t.name().equals("says"))) {
                problem(
                        DeclarationCode.NO_SENTENCE,
                        at(name),
                        "the kind `" + name.text() + "` has no sentence",
                        "add ` * @says {seller} sells {buyer} power` to the comment before it");
                flaws.set(true);
            }
            return;
        }
        places(comment, says, new TreeSet<>(known), fields, flaws);
    }

    /** Whether the places of a sentence are fields, and its brackets and braces closed. */
    private void places(Token comment, String says, Set<String> known, List<Part> fields, Flaws flaws) {
        int from = source.indexOf("@says", comment.start()) + "@says".length();
        int end = comment.start() + comment.text().length();
        // Of a field that could not be read it is not known whether it may be unknown.
        Set<String> always = new TreeSet<>(known);
        for (Part field : fields) {
            if (field.optional() || field.list() || field.type().equals("Share")) {
                always.remove(field.name());
            }
        }
        int places = 0;
        boolean within = false;
        Matcher sign = PLACE.matcher(source);
        sign.region(from, end);
        while (sign.find()) {
            switch (sign.group()) {
                case "{" -> {
                    int close = source.indexOf('}', sign.start());
                    if (close < 0
                            || close >= end
                            || source.substring(sign.start() + 1, close).contains("{")) {
                        flaw(sign.start(), 1, "the `{` is not closed", "write a field as in `{seller}`", flaws);
                        return;
                    }
                    String place = source.substring(sign.start() + 1, close);
                    place(place, sign.start() + 1, within, known, always, flaws);
                    places++;
                    sign.region(close + 1, end);
                }
                case "[" -> {
                    int close = source.indexOf(']', sign.start());
                    if (within || close < 0 || close >= end) {
                        flaw(
                                sign.start(),
                                1,
                                within ? "a bracket stands in a bracket" : "the `[` is not closed",
                                "put what may be unknown in brackets, as in `[ for {amount}]`",
                                flaws);
                        return;
                    }
                    within = true;
                }
                case "]" -> {
                    if (!within) {
                        flaw(sign.start(), 1, "the `]` closes no bracket", "remove it, or open one before it", flaws);
                        return;
                    }
                    within = false;
                }
                default -> flaw(sign.start(), 1, "the `}` closes no brace", "write a field as in `{seller}`", flaws);
            }
        }
        if (places == 0 && !says.isEmpty()) {
            flaw(
                    from - "@says".length(),
                    "@says".length(),
                    "the sentence names no field",
                    "write fields as in `{seller}`",
                    flaws);
        }
    }

    private void place(String place, int at, boolean within, Set<String> known, Set<String> always, Flaws flaws) {
        if (!known.contains(place)) {
            String bare = place.replace("$", "").strip();
            flaw(
                    at,
                    Math.max(1, place.length()),
                    "`{" + place + "}` is no field of this kind",
                    known.contains(bare)
                            ? "write `{" + bare + "}`"
                            : DidYouMean.help(bare, known, "its fields are " + String.join(", ", known)),
                    flaws);
        } else if (!within && !always.contains(place)) {
            flaw(
                    at,
                    place.length(),
                    "`{" + place + "}` may be unknown, and the sentence would have a hole",
                    "put that part in brackets, as in `[ for {" + place + "}]`",
                    flaws);
        }
    }

    private void flaw(int at, int length, String message, String help, Flaws flaws) {
        problem(DeclarationCode.BAD_SENTENCE, at(at, length), message, help);
        flaws.set(true);
    }

    // ---- places and problems

    private Token peek() {
        @Nullable Token next = tokens.peek();
        return next == null ? new Token("", source.length()) : next;
    }

    private Token second() {
        Iterator<Token> all = tokens.iterator();
        if (all.hasNext()) {
            all.next();
        }
        return all.hasNext() ? all.next() : new Token("", source.length());
    }

    private Token take() {
        @Nullable Token next = tokens.poll();
        return next == null ? new Token("", source.length()) : next;
    }

    private void unexpected(Token token, String message, String help) {
        problem(DeclarationCode.UNEXPECTED, at(token), message, help);
    }

    private void refuse(Token token, String message, String help, Flaws flaws) {
        problem(DeclarationCode.REFUSED, at(token), message, help);
        flaws.set(true);
    }

    private void problem(DeclarationCode code, Location at, String message, String help) {
        Diagnostic problem = Diagnostic.error(code.code(), at, message, help);
        told.add(problem);
        problems.accept(problem);
    }

    private Location at(Token token) {
        if (token.ends()) {
            return at(Math.max(0, source.stripTrailing().length() - 1), 1);
        }
        int lineBreak = token.text().indexOf('\n');
        return at(token.start(), lineBreak < 0 ? token.text().length() : lineBreak);
    }

    private Location at(int index, int length) {
        int line = line(index);
        return new Location(file, line, index - lineStarts[line - 1] + 1, Math.max(1, length));
    }

    private int line(int index) {
        int found = Arrays.binarySearch(lineStarts, index);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
