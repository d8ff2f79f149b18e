package interlock.engine;

import interlock.derivation.Absence;
import interlock.derivation.Premise;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Location;
import interlock.engine.ClauseShape.Read;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policy.dsl.Recorder;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Reads the clauses of a policy off the syntax tree of its DRL and checks each against the vocabulary. A clause is read
 * by itself, so that a broken one hides no other.
 */
final class PolicyReader {
    private static final Pattern UNFINISHED = Pattern.compile("\\(\\s*$");
    private static final Pattern PLAIN = Pattern.compile("\\$\\w+|[0-9]+");
    private static final List<String> KEYWORDS = List.of(
            "rule", "when", "then", "end", "not", "exists", "accumulate", "and", "or", "from", "contains", "memberOf");
    private static final Set<String> GATHERERS =
            Set.of("total", "largest", "concentration", "effectiveNumber", "each", "count", "min", "max");
    /** The recorder takes no variable of such a name for one of the author's. */
    private static final String WITNESSES = Recorder.GENERATED + "witnesses";

    private final Policy policy;
    private final Shelf shelf;
    private final SortedSet<String> parameterIds;
    private final SortedSet<String> policyIds;
    private final List<Diagnostic> problems = new ArrayList<>();
    private final List<ClauseShape> shapes = new ArrayList<>();

    /**
     * @param shelf what the policy may match
     * @param parameterIds every parameter on file, in force or not
     * @param policyIds every policy and every pack on file
     */
    PolicyReader(Policy policy, Shelf shelf, SortedSet<String> parameterIds, SortedSet<String> policyIds) {
        this.policy = policy;
        this.shelf = shelf;
        this.parameterIds = parameterIds;
        this.policyIds = policyIds;
        policy.clauses().forEach(this::read);
    }

    /** What is wrong with the policy. */
    List<Diagnostic> problems() {
        return List.copyOf(problems);
    }

    /** The clauses that could be read. */
    List<ClauseShape> shapes() {
        return List.copyOf(shapes);
    }

    private void read(Clause clause) {
        // Blanks up to the clause keep every position that of the file.
        String before = policy.source().substring(0, clause.start()).replaceAll("[^\n]", " ");
        String text = before + policy.source().substring(clause.start(), clause.end());
        ClauseText parts = new ClauseText(text, clause.start(), clause.end(), clause.name());
        if (!parts.flaws().isEmpty()) {
            parts.flaws().forEach(f -> error("IL120", at(f.at(), f.length()), f.message(), f.help()));
            return;
        }
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        @Nullable PackageDescr tree;
        try {
            tree = parser.parse(true, text);
        } catch (DroolsParserException e) {
            tree = null;
        }
        if (parser.hasErrors() || tree == null || tree.getRules().size() != 1) {
            syntaxErrors(parser, clause);
            return;
        }
        RuleDescr rule = tree.getRules().get(0);
        new ClauseReader(clause, rule, text, parts.consequenceStart()).read();
    }

    private void syntaxErrors(DrlParser parser, Clause clause) {
        int before = problems.size();
        for (var error : parser.getErrors()) {
            if (error instanceof ParserError at && at.getRow() > 0) {
                syntaxError(at.getRow(), at.getCol() + 1);
            }
        }
        if (problems.size() == before) {
            error("IL120", at(clause.start(), 4), "the clause `" + clause.name() + "` cannot be read", null);
        }
    }

    private void syntaxError(int line, int column) {
        String[] lines = policy.source().split("\n", -1);
        int row = Math.min(line, lines.length);
        String text = lines[row - 1];
        Matcher word = Pattern.compile("[\\w$]+|\\S").matcher(text);
        String found = "";
        int start = Math.min(column, text.length() + 1);
        if (column <= text.length() && word.find(column - 1)) {
            found = word.group();
            start = word.start() + 1;
        }
        boolean open = UNFINISHED.matcher(text).find();
        String message = found.isEmpty() ? "the line ends too soon" : "`" + found + "` is not expected here";
        String help = found.equals("=")
                ? "compare with `==`"
                : found.isEmpty()
                        ? "look for a missing bracket, quote or comma"
                        : DidYouMean.help(
                                found,
                                KEYWORDS,
                                open
                                        ? "look for a missing closing bracket"
                                        : "look for a missing bracket, quote, comma or end");
        problems.add(Diagnostic.error(
                        "IL120", new Location(policy.file(), row, start, Math.max(1, found.length())), message, help)
                .withSnippet(text));
    }

    private void error(String code, Location at, String message, @Nullable String help) {
        problems.add(Diagnostic.error(code, at, message, help).withSnippet(line(at.line())));
    }

    private @Nullable String line(int number) {
        String[] lines = policy.source().split("\n", -1);
        return number >= 1 && number <= lines.length ? lines[number - 1] : null;
    }

    private Location at(int index, int length) {
        String source = policy.source();
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index && i < source.length(); i++) {
            if (source.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Location(policy.file(), line, index - lineStart + 1, Math.max(1, length));
    }

    /** Reads one clause. */
    private final class ClauseReader {
        private final Clause clause;
        private final RuleDescr rule;
        private final String text;
        private final int behindThen;
        private final List<Read> reads = new ArrayList<>();
        private final List<Premise.How> gathered = new ArrayList<>();
        private final List<Absence> absences = new ArrayList<>();
        private final SortedSet<String> parameters = new TreeSet<>();
        private final List<Edit> edits = new ArrayList<>();
        private final Set<String> unusable = new HashSet<>();
        private final Set<String> bound = new LinkedHashSet<>();
        private final Map<String, Type> types = new HashMap<>();
        private int existing;

        private record Edit(int start, int end, String replacement) {}

        ClauseReader(Clause clause, RuleDescr rule, String text, int behindThen) {
            this.clause = clause;
            this.rule = rule;
            this.text = text;
            this.behindThen = behindThen;
        }

        void read() {
            int before = problems.size();
            if (rule.getParentName() != null) {
                int at = Math.max(clause.start(), text.indexOf("extends", nameEnd()));
                error(
                        "IL121",
                        PolicyReader.this.at(at, "extends".length()),
                        "a clause may not extend another",
                        "repeat the conditions, or conclude them in a clause of their own");
            }
            for (String annotation : new TreeSet<>(rule.getAnnotationNames())) {
                int at = Math.max(clause.start(), text.indexOf("@" + annotation, nameEnd()));
                error(
                        "IL121",
                        PolicyReader.this.at(at, annotation.length() + 1),
                        "the annotation `@" + annotation + "` may not stand in a clause",
                        "put tags in a comment /** … */ before the clause");
            }
            for (String attribute : new TreeSet<>(rule.getAttributes().keySet())) {
                int index = text.indexOf(attribute, nameEnd());
                error(
                        "IL121",
                        PolicyReader.this.at(Math.max(index, clause.start()), attribute.length()),
                        "the attribute `" + attribute + "` may not stand in a policy",
                        "the order of clauses means nothing; remove it");
            }
            for (BaseDescr element : rule.getLhs().getDescrs()) {
                topLevel(element);
            }
            Consequence consequence = consequence();
            if (!unusable.isEmpty()) {
                // What is wrong with the declaration is told where it stands; whatever follows from it here is no news.
                problems.subList(before, problems.size()).clear();
                return;
            }
            if (problems.size() > before) {
                return;
            }
            shapes.add(new ClauseShape(
                    policy.id(),
                    policy.pack(),
                    clause.name(),
                    consequence.conclusions(),
                    List.copyOf(reads),
                    List.copyOf(gathered),
                    List.copyOf(absences),
                    consequence.roles(),
                    parameters,
                    rewritten()));
        }

        private Consequence consequence() {
            Consequence consequence = new Consequence(text.substring(behindThen, clause.end() - "end".length()), shelf);
            for (Consequence.Refusal refusal : consequence.refusals()) {
                error(
                        refusal.code(),
                        PolicyReader.this.at(behindThen + refusal.at(), refusal.length()),
                        refusal.message(),
                        refusal.help());
            }
            consequence.variables().forEach((variable, at) -> {
                if (!bound.contains(variable)) {
                    unbound(variable, behindThen + at, bound);
                }
            });
            if (consequence.conclusions().contains("Signal")) {
                int raise = Math.max(behindThen, text.indexOf("raise", behindThen));
                if (policy.concludesOnly() && clause.level() == null) {
                    error(
                            "IL125",
                            PolicyReader.this.at(raise, "raise".length()),
                            "the clause raises a signal but neither it nor the header gives a level",
                            "add ` * @level screen` and ` * @says …` to the header");
                } else if (policy.header().says() == null && clause.says() == null) {
                    error(
                            "IL125",
                            PolicyReader.this.at(raise, "raise".length()),
                            "the clause raises a signal but neither it nor the header says how it reads",
                            "add ` * @says …` with the sentence that a reader sees");
                }
            }
            return consequence;
        }

        private void topLevel(BaseDescr element) {
            if (element instanceof NotDescr not) {
                absences.add(absence(not, bound));
            } else if (element instanceof ExistsDescr exists) {
                exists(exists);
            } else if (element instanceof OrDescr or) {
                either(or);
            } else if (element instanceof PatternDescr pattern) {
                pattern(pattern, false, bound);
            } else if (element instanceof AndDescr and) {
                and.getDescrs().forEach(this::topLevel);
            } else {
                refuse(element);
            }
        }

        private void refuse(BaseDescr element) {
            int start = Math.max(element.getStartCharacter(), clause.start());
            if (element instanceof NotDescr || element instanceof ExistsDescr) {
                String word = element instanceof NotDescr ? "not" : "exists";
                error(
                        "IL126",
                        PolicyReader.this.at(start, word.length()),
                        "this `" + word + "` may not stand here",
                        "conclude what it looks at in a clause of its own, and match that");
                return;
            }
            error(
                    "IL126",
                    PolicyReader.this.at(start, 4),
                    "this kind of condition may not stand here",
                    "a policy has patterns, `not`, `exists`, `or` between patterns, and `accumulate`");
        }

        /** A premise must be told from a choice, so an `or` holds patterns and nothing else. */
        private void either(OrDescr or) {
            Set<String> before = Set.copyOf(bound);
            @Nullable Set<String> common = null;
            for (BaseDescr branch : or.getDescrs()) {
                Set<String> inner = new LinkedHashSet<>(before);
                for (BaseDescr part : branch instanceof AndDescr and ? and.getDescrs() : List.of(branch)) {
                    if (part instanceof PatternDescr pattern && !(pattern.getSource() instanceof AccumulateDescr)) {
                        pattern(pattern, false, inner);
                    } else {
                        refuse(part);
                    }
                }
                if (common == null) {
                    common = inner;
                } else {
                    common.retainAll(inner);
                }
            }
            if (common != null) {
                bound.addAll(common);
            }
        }

        private Absence absence(NotDescr not, Set<String> scope) {
            List<Absence.Pattern> patterns = new ArrayList<>();
            Set<String> inner = new LinkedHashSet<>(scope);
            for (PatternDescr pattern : patternsIn(not.getDescrs())) {
                pattern(pattern, true, inner);
                patterns.add(new Absence.Pattern(
                        pattern.getObjectType(),
                        pattern.getConstraint().getDescrs().stream()
                                .map(c -> Condition.of(((ExprConstraintDescr) c).getExpression()))
                                .filter(c -> c.field() != null || c.binds() == null)
                                .map(c ->
                                        new Absence.Condition(c.text(), c.field(), c.operator(), literal(c.operand())))
                                .toList()));
            }
            return new Absence(patterns);
        }

        private int nameEnd() {
            return Math.max(0, text.indexOf(clause.name(), clause.start() + "rule".length()))
                    + clause.name().length();
        }

        private static boolean quoted(@Nullable String operand) {
            return operand != null && (operand.startsWith("\"") || operand.startsWith("'"));
        }

        private @Nullable Object literal(@Nullable String operand) {
            if (operand == null || operand.startsWith("$")) {
                return operand;
            }
            if (quoted(operand)) {
                return operand.substring(1, operand.length() - 1);
            }
            int dot = operand.lastIndexOf('.');
            return Character.isUpperCase(operand.charAt(0)) && dot > 0 ? operand.substring(dot + 1) : operand;
        }

        /** Run as an accumulate that counts, so that every witness is known and not the first alone. */
        private void exists(ExistsDescr exists) {
            source(exists.getDescrs(), exists, new LinkedHashSet<>(bound));
            BaseDescr child = (BaseDescr) exists.getDescrs().get(0);
            String name = WITNESSES + ++existing;
            edits.add(new Edit(
                    exists.getStartCharacter(),
                    exists.getEndCharacter() + 1,
                    "accumulate( " + text.substring(child.getStartCharacter(), child.getEndCharacter() + 1) + "; "
                            + name + " : count( 1 ); " + name + " > 0 )"));
            gathered.add(Premise.How.WITNESS);
        }

        /**
         * What an {@code exists} or an accumulate looks through: patterns, and what must be absent beside them.
         *
         * @return which pattern binds each variable
         */
        private Map<String, PatternDescr> source(List<?> elements, BaseDescr of, Set<String> inner) {
            Map<String, PatternDescr> binders = new HashMap<>();
            int patterns = 0;
            for (BaseDescr element : joined(elements)) {
                if (element instanceof NotDescr not) {
                    absences.add(absence(not, inner));
                } else if (element instanceof PatternDescr pattern && pattern.getSource() == null) {
                    Set<String> before = Set.copyOf(inner);
                    pattern(pattern, true, inner);
                    inner.stream().filter(v -> !before.contains(v)).forEach(v -> binders.put(v, pattern));
                    patterns++;
                } else {
                    refuse(element);
                    return binders;
                }
            }
            if (patterns == 0) {
                refuse(of);
            }
            return binders;
        }

        private static List<BaseDescr> joined(List<?> elements) {
            List<BaseDescr> joined = new ArrayList<>();
            for (Object element : elements) {
                if (element instanceof AndDescr and) {
                    joined.addAll(joined(and.getDescrs()));
                } else {
                    joined.add((BaseDescr) element);
                }
            }
            return joined;
        }

        private List<PatternDescr> patternsIn(List<?> elements) {
            List<PatternDescr> patterns = new ArrayList<>();
            for (Object element : elements) {
                if (element instanceof PatternDescr pattern && pattern.getSource() == null) {
                    patterns.add(pattern);
                } else if (element instanceof AndDescr and) {
                    patterns.addAll(patternsIn(and.getDescrs()));
                } else {
                    refuse((BaseDescr) element);
                }
            }
            return patterns;
        }

        private void pattern(PatternDescr pattern, boolean whole, Set<String> scope) {
            if (pattern.getSource() instanceof AccumulateDescr accumulate
                    && !(accumulate instanceof GroupByDescr)
                    && pattern.getObjectType().startsWith("Object")) {
                accumulate(pattern, accumulate, scope);
                return;
            }
            String kind = pattern.getObjectType();
            boolean from = pattern.getSource() instanceof FromDescr;
            if ((pattern.getSource() != null && !from)
                    || !pattern.getBehaviors().isEmpty()) {
                refuse(pattern);
                return;
            }
            if (!from && shelf.isBroken(kind)) {
                unusable.add(kind);
                return;
            }
            if (from
                    ? !kind.equals("String") && !shelf.names().containsKey(kind)
                    : !shelf.kinds().containsKey(kind)) {
                error(
                        "IL130",
                        PolicyReader.this.at(typeStart(pattern), kind.length()),
                        from
                                ? "`" + kind + "` is nothing that a list holds"
                                : "there is no kind of fact `" + kind + "`",
                        from
                                ? "a list holds `String`, or names such as `CompanyRole`"
                                : DidYouMean.help(
                                        kind, shelf.kinds().keySet(), "`./interlock vocabulary` lists the kinds"));
                return;
            }
            if (from) {
                from(pattern, scope);
            } else {
                reads.add(new Read(kind, whole, signalOf(pattern)));
            }
            if (pattern.getIdentifier() != null) {
                scope.add(pattern.getIdentifier());
                Optional.ofNullable(shelf.kinds().get(kind)).ifPresent(t -> types.put(pattern.getIdentifier(), t));
            }
            for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
                constraint(kind, (ExprConstraintDescr) constraint, scope);
            }
        }

        private void from(PatternDescr pattern, Set<String> scope) {
            String source = String.valueOf(((FromDescr) pattern.getSource()).getDataSource());
            Matcher variable =
                    Pattern.compile("^\\s*(\\$\\w+)((?:\\.\\w+)*)\\s*$").matcher(source);
            if (!variable.matches()) {
                error(
                        "IL126",
                        PolicyReader.this.at(pattern.getStartCharacter(), 4),
                        "`from` takes a variable, or a field of one",
                        null);
            } else if (!scope.contains(variable.group(1))) {
                unbound(variable.group(1), pattern.getStartCharacter(), scope);
            }
        }

        private int typeStart(PatternDescr pattern) {
            int found = text.indexOf(pattern.getObjectType(), pattern.getStartCharacter());
            return found < 0 ? pattern.getStartCharacter() : found;
        }

        private String signalOf(PatternDescr pattern) {
            for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
                Condition c = Condition.of(((ExprConstraintDescr) constraint).getExpression());
                if (("policy".equals(c.field()) || "pack".equals(c.field()))
                        && "==".equals(c.operator())
                        && quoted(c.operand())) {
                    return String.valueOf(literal(c.operand()));
                }
            }
            return "";
        }

        /** Whether an accumulate serves only to say what is missing: all it binds goes into {@code lacking}. */
        private boolean lacking(PatternDescr result, AccumulateDescr accumulate) {
            String own = text.substring(clause.start());
            return result.getConstraint().getDescrs().isEmpty()
                    && accumulate.getFunctions() != null
                    && accumulate.getFunctions().stream().allMatch(f -> {
                        String bind = f.getBind() == null ? "$" : f.getBind();
                        long used = Pattern.compile(Pattern.quote(bind) + "\\b")
                                .matcher(own)
                                .results()
                                .count();
                        return used == 2
                                && Pattern.compile(
                                                "lacking\\(\\s*\"[^\"]*\"\\s*,\\s*" + Pattern.quote(bind) + "\\s*\\)")
                                        .matcher(own)
                                        .find();
                    });
        }

        private void accumulate(PatternDescr result, AccumulateDescr accumulate, Set<String> scope) {
            Set<String> inner = new LinkedHashSet<>(scope);
            Map<String, PatternDescr> binders = source(List.of(accumulate.getInput()), accumulate, inner);
            gathered.add(lacking(result, accumulate) ? Premise.How.LACKING : Premise.How.COUNTED);
            Set<PatternDescr> summed = Collections.newSetFromMap(new IdentityHashMap<>());
            if (accumulate.getFunctions() == null || accumulate.getFunctions().isEmpty()) {
                error(
                        "IL127",
                        PolicyReader.this.at(accumulate.getStartCharacter(), 10),
                        "an accumulate takes functions, such as `$sum : total( $amount )`",
                        null);
                return;
            }
            for (var function : accumulate.getFunctions()) {
                if (!GATHERERS.contains(function.getFunction())) {
                    int index = text.indexOf(function.getFunction(), accumulate.getStartCharacter());
                    error(
                            "IL127",
                            PolicyReader.this.at(index, function.getFunction().length()),
                            "there is no function `" + function.getFunction() + "` for an accumulate",
                            DidYouMean.help(
                                    function.getFunction(),
                                    new TreeSet<>(GATHERERS),
                                    "there are " + String.join(", ", new TreeSet<>(GATHERERS))));
                }
                if (function.getBind() != null) {
                    scope.add(function.getBind());
                }
                for (String parameter : function.getParams()) {
                    if (!PLAIN.matcher(parameter.strip()).matches()) {
                        error(
                                "IL127",
                                PolicyReader.this.at(accumulate.getStartCharacter(), 10),
                                "`" + parameter.strip() + "`: a function of an accumulate takes one variable",
                                "conclude the value in a clause of its own and match that");
                    }
                    PatternDescr binder = binders.get(parameter.strip());
                    if (binder != null && summed.add(binder) && summed.size() > 1) {
                        // Drools 10.2: the executable model gives such a function the tuple instead of the value.
                        error(
                                "IL128",
                                PolicyReader.this.at(accumulate.getStartCharacter(), 10),
                                "the functions of an accumulate take values of one of its patterns",
                                "write an accumulate for each");
                    }
                    for (Condition.Token token : Condition.of(parameter).tokens()) {
                        if (token.sort() == Condition.Sort.VARIABLE && !inner.contains(token.text())) {
                            unbound(token.text(), accumulate.getStartCharacter(), inner);
                        }
                    }
                }
            }
            for (BaseDescr constraint : result.getConstraint().getDescrs()) {
                ExprConstraintDescr descr = (ExprConstraintDescr) constraint;
                constraint("", descr, scope);
                if (Condition.of(descr.getExpression()).tokens().stream()
                        .anyMatch(t -> t.sort() == Condition.Sort.FUNCTION)) {
                    error(
                            "IL128",
                            PolicyReader.this.at(
                                    start(descr), descr.getExpression().length()),
                            "a function may not be called in the conditions of an accumulate",
                            "compare in a pattern behind it, as in `Parameter( id == …, percentage( $part, $all ) > value )`");
                }
            }
        }

        private void constraint(String kind, ExprConstraintDescr descr, Set<String> scope) {
            Condition condition = Condition.of(descr.getExpression());
            int start = start(descr);
            boolean lost = false;
            for (Condition.Token token : condition.tokens()) {
                int index = text.indexOf(token.text(), Math.min(start + token.offset(), text.length()));
                int place = index < 0 ? start : index;
                if (token.text().equals("new")) {
                    error(
                            "IL131",
                            PolicyReader.this.at(place, token.text().length()),
                            "nothing new can be made in a condition",
                            "compare fields, variables and what functions give");
                    break;
                }
                if (lost && token.sort() == Condition.Sort.SUBFIELD) {
                    continue;
                }
                int before = problems.size();
                switch (token.sort()) {
                    case FIELD -> {
                        if (!shelf.fieldsOf(kind).contains(token.text())) {
                            error(
                                    "IL131",
                                    PolicyReader.this.at(place, token.text().length()),
                                    shelf.kinds().containsKey(kind)
                                            ? "`" + kind + "` has no field `" + token.text() + "`"
                                            : "there is no field `" + token.text() + "` here",
                                    shelf.kinds().containsKey(kind)
                                            ? DidYouMean.help(
                                                    token.text(),
                                                    shelf.fieldsOf(kind),
                                                    "its fields are " + String.join(", ", shelf.fieldsOf(kind)))
                                            : "compare a variable, as in `$sum > 0`, or `this`");
                        }
                    }
                    case SUBFIELD -> {
                        if (!shelf.fields().contains(token.text())) {
                            error(
                                    "IL131",
                                    PolicyReader.this.at(place, token.text().length()),
                                    "there is no field `" + token.text() + "`",
                                    DidYouMean.help(
                                            token.text(), shelf.fields(), "a share has the fields low and high"));
                        }
                    }
                    case VARIABLE -> {
                        if (!scope.contains(token.text())) {
                            unbound(token.text(), place, scope);
                        }
                    }
                    case CONSTANT -> constant(token, condition, place);
                    case FUNCTION -> function(token, place);
                    case STRING -> {
                        // Literals are looked at with the comparison that they stand in.
                    }
                    default -> throw new IllegalStateException("a word of no sort: " + token);
                }
                lost = problems.size() > before;
            }
            for (Condition part : Condition.parts(descr.getExpression())) {
                Comparison.mismatch(shelf, kind, part, types).ifPresent(m -> {
                    String operand = String.valueOf(m.field() ? part.field() : part.operand());
                    int at = text.indexOf(
                            operand, start + Math.max(0, descr.getExpression().indexOf(part.text())));
                    error("IL135", PolicyReader.this.at(at < 0 ? start : at, operand.length()), m.message(), m.help());
                });
            }
            if (condition.binds() != null) {
                String binds = condition.binds();
                scope.add(binds);
                String bindsTo =
                        descr.getExpression().replaceFirst("^[^:]*:", "").strip();
                types.remove(binds);
                shelf.typeOf(kind, bindsTo).ifPresent(t -> types.put(binds, t));
                boolean calls = condition.tokens().stream().anyMatch(t -> t.sort() == Condition.Sort.FUNCTION);
                if (calls) {
                    // Drools 10.2: in an accumulate the executable model hands on another value than the one bound.
                    error(
                            "IL128",
                            PolicyReader.this.at(start, condition.text().length()),
                            "a variable is bound to a field, not to what a function gives",
                            "bind the fields and call the function where the value is used");
                }
            }
            if (kind.equals("Parameter") && "id".equals(condition.field()) && quoted(condition.operand())) {
                parameter(String.valueOf(literal(condition.operand())), start);
            }
            if (kind.equals("Signal")
                    && ("policy".equals(condition.field()) || "pack".equals(condition.field()))
                    && quoted(condition.operand())) {
                source(String.valueOf(literal(condition.operand())), start);
            }
        }

        private int start(ExprConstraintDescr descr) {
            int end = descr.getEndCharacter() + 1;
            int from = end - descr.getExpression().length();
            // The parser's start lies behind a binding, its text before it; the end is always right.
            return from >= 0 && end <= text.length() && text.startsWith(descr.getExpression(), from)
                    ? from
                    : Math.max(0, descr.getStartCharacter());
        }

        private void constant(Condition.Token token, Condition condition, int place) {
            if (shelf.names().containsKey(token.text())) {
                return;
            }
            Optional<String> home = condition.tokens().stream()
                    .filter(t -> t.sort() == Condition.Sort.CONSTANT && t.offset() < token.offset())
                    .map(Condition.Token::text)
                    .filter(shelf.names()::containsKey)
                    .reduce((first, second) -> second);
            if (home.isEmpty() && text.charAt(Math.max(0, place - 1)) == '.') {
                // Its home has been found unknown already.
                return;
            }
            if (home.isEmpty()) {
                List<String> homes = shelf.names().entrySet().stream()
                        .filter(e -> e.getValue().contains(token.text()))
                        .map(Map.Entry::getKey)
                        .toList();
                error(
                        "IL132",
                        PolicyReader.this.at(place, token.text().length()),
                        "`" + token.text() + "` is not a name that a policy knows",
                        homes.isEmpty()
                                ? DidYouMean.help(token.text(), shelf.names().keySet(), "put text in quotes")
                                : "write `" + homes.get(0) + "." + token.text() + "`");
            } else if (!shelf.names().getOrDefault(home.get(), List.of()).contains(token.text())) {
                List<String> names = shelf.names().getOrDefault(home.get(), List.of());
                error(
                        "IL132",
                        PolicyReader.this.at(place, token.text().length()),
                        "`" + home.get() + "` has no name `" + token.text() + "`",
                        DidYouMean.help(token.text(), names, "its names are " + String.join(", ", names)));
            }
        }

        private void function(Condition.Token token, int place) {
            if (!Functions.NAMES.contains(token.text())) {
                error(
                        "IL133",
                        PolicyReader.this.at(place, token.text().length()),
                        "there is no function `" + token.text() + "` in policies",
                        DidYouMean.help(
                                token.text(), Functions.NAMES, "there are " + String.join(", ", Functions.NAMES)));
            }
        }

        private void parameter(String id, int start) {
            parameters.add(id);
            if (!parameterIds.contains(id)) {
                int index = text.indexOf(id, start);
                error(
                        "IL134",
                        PolicyReader.this.at(Math.max(index, 0), id.length()),
                        "there is no parameter `" + id + "`",
                        DidYouMean.help(id, parameterIds, "add it to a file in `rules/parameters/`"));
            }
        }

        private void source(String id, int start) {
            if (!policyIds.contains(id)) {
                error(
                        "IL136",
                        PolicyReader.this.at(Math.max(text.indexOf(id, start), 0), id.length()),
                        "there is no policy or pack `" + id + "`",
                        DidYouMean.help(id, policyIds, "a policy is named by its path below the rules"));
            }
        }

        private void unbound(String variable, int place, Set<String> scope) {
            int index = text.indexOf(variable, place);
            error(
                    "IL124",
                    PolicyReader.this.at(index < 0 ? place : index, variable.length()),
                    "`" + variable + "` is not bound at this point",
                    DidYouMean.help(variable, new HashSet<>(scope), "bind it first, as in `" + variable + " : field`"));
        }

        /** The rule with its edits made, from behind its name to its end; every edit keeps the line breaks it covers. */
        private String rewritten() {
            StringBuilder result = new StringBuilder();
            int from = nameEnd();
            if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'')) {
                from++;
            }
            for (Edit edit : edits) {
                result.append(text, from, edit.start()).append(edit.replacement());
                from = edit.end();
            }
            return result.append(text, from, text.length()).toString();
        }
    }
}
