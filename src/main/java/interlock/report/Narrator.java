package interlock.report;

import interlock.derivation.Absence;
import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.fact.Amount;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.Qualifier;
import interlock.report.Report.PartyView;
import interlock.scenario.Credibility;
import interlock.score.Formulas;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Claim;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Money;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import interlock.vocabulary.Says;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts facts, conclusions, bindings and absences in words: names instead of ids, amounts as their sources put them. */
final class Narrator {
    /** Claims hold these names as text, since the vocabulary does not know them. */
    private static final Set<String> QUALIFIERS =
            Arrays.stream(Qualifier.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    /** What is said of a fact that nobody asserted. */
    static final String ASSUMED = "assumed in this what-if";

    private static final Pattern RATIO = Pattern.compile("(\\$\\w+)/(\\$\\w+)");
    private static final Pattern LEAST = Pattern.compile("least\\(([^)]*)\\)");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");

    /** What is concluded or worked out stands on no file. */
    private static final Set<String> CONCLUSIONS = Arrays.stream(Derived.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toUnmodifiableSet());

    /** How a comparison goes on after the name of its field; the longer signs first, since they begin like others. */
    private static final Map<String, String> OPERATORS = operators();

    private final FactBase base;
    private final SortedMap<String, Fact> parties;
    private final SortedMap<String, Assertion> live;
    private final Derivation derivation;
    private final Credibility credibility;
    private final UnaryOperator<String> titles;

    /**
     * @param derivation the one in which conclusions are followed to their facts
     * @param titles the title of a policy, by its id
     */
    Narrator(
            FactBase base,
            SortedMap<String, Assertion> live,
            Derivation derivation,
            Credibility credibility,
            UnaryOperator<String> titles) {
        this.base = base;
        this.parties = base.parties();
        this.live = live;
        this.derivation = derivation;
        this.credibility = credibility;
        this.titles = titles;
    }

    private static Map<String, String> operators() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(">=", "of at least ");
        words.put("<=", "of at most ");
        words.put("!=", "other than ");
        words.put("==", "");
        words.put(">", "above ");
        words.put("<", "below ");
        words.put("not contains", "not naming ");
        return Collections.unmodifiableMap(words);
    }

    /** The name of a party; its id if it has none. */
    String name(String party) {
        Fact fact = parties.get(party);
        return fact == null ? party : String.valueOf(Records.value(fact, "name"));
    }

    /** The sentence that a fact stands for; one that has not happened begins with how far along it is. */
    String says(Assertion assertion) {
        Kind kind = Kind.of(assertion.fact());
        String sentence = new Template(kind.says()).fill(place -> field(assertion, kind, place));
        String standing = assertion.status().settled() ? sentence : Wording.name(assertion.status()) + ": " + sentence;
        return Wording.sentence(assertion.assumed() == null ? standing : ASSUMED + ": " + standing);
    }

    /** The fields of a fact in words, those that are known, without its id. */
    SortedMap<String, String> fields(Assertion assertion) {
        Kind kind = Kind.of(assertion.fact());
        SortedMap<String, String> fields = new TreeMap<>();
        for (Field f : kind.fields()) {
            if (!f.name().equals("id")) {
                field(assertion, kind, f.name()).ifPresent(v -> fields.put(f.name(), v));
            }
        }
        return fields;
    }

    /** Whom a fact is about: the party that it declares, then those that its fields name. */
    List<PartyView> parties(Assertion assertion) {
        Kind kind = Kind.of(assertion.fact());
        List<PartyView> about = new ArrayList<>();
        if (isParty(assertion.id())) {
            about.add(new PartyView(assertion.id(), name(assertion.id()), Wording.kind(kind.name())));
        }
        for (Field f : kind.fields()) {
            Object value = f.type() == Field.Type.PARTY ? kind.value(assertion.fact(), f.name()) : null;
            Stream<?> ids = value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value);
            ids.forEach(id -> about.add(new PartyView(id.toString(), name(id.toString()), Wording.kind(f.name()))));
        }
        return List.copyOf(about);
    }

    private Optional<String> field(Assertion assertion, Kind kind, String name) {
        Amount amount = assertion.amounts().get(name);
        if (amount != null) {
            return Optional.ofNullable(Wording.amount(amount));
        }
        if (kind.field(name).isEmpty()) {
            return beside(assertion, name);
        }
        return words(kind.value(assertion.fact(), name));
    }

    /** What is kept beside a fact and may be named in a narrative like a field: its status and its dates. */
    private static Optional<String> beside(Assertion assertion, String name) {
        return switch (name) {
            case "status" -> Optional.of(Wording.name(assertion.status()));
            case "from" -> Optional.ofNullable(assertion.from()).map(Wording::date);
            case "to" -> Optional.ofNullable(assertion.to()).map(Wording::date);
            case "signed" ->
                Optional.ofNullable(assertion.milestones().signed()).map(Wording::date);
            case "closing" ->
                Optional.ofNullable(assertion.milestones().closing()).map(Wording::date);
            case "asserted" -> Optional.of(assertion.asserted()).map(Wording::date);
            default -> Optional.empty();
        };
    }

    /** The sentence that a conclusion stands for. */
    String says(Derived conclusion) {
        if (conclusion instanceof Derived.Signal signal) {
            return Wording.sentence(titles.apply(signal.policy())
                    + (signal.grade() == null ? "" : " (" + signal.grade() + ")") + ", for "
                    + Wording.listed(signal.parties().stream().map(this::name).toList()));
        }
        if (conclusion instanceof Claim claim) {
            return says(claim);
        }
        if (conclusion instanceof Derived.Age age) {
            return Wording.sentence(label(age.fact()) + " is " + age.months() + " months old");
        }
        if (conclusion instanceof Derived.Applicable a) {
            return Wording.sentence(
                    "Since " + event(a) + ", the value " + value(a) + " of " + a.parameter() + " applies");
        }
        Says says = conclusion.getClass().getAnnotation(Says.class);
        String template = says == null ? conclusion.toString() : says.value();
        return Wording.sentence(new Template(template).fill(place -> component(conclusion, place, true)));
    }

    /** The event by which a value applies, and when it is. */
    String event(Derived.Applicable a) {
        String event = switch (a.event()) {
            case SIGNING -> "the signing of ";
            case CLOSING -> "the closing of ";
            case PROCEEDING_START -> "the start of ";
            case FACT_DATE -> "the first day of ";
        };
        LocalDate day = a.date();
        return event + label(a.fact()) + " is on " + (day == null ? "a day that is not told" : Wording.date(day));
    }

    private static String value(Derived.Applicable a) {
        BigDecimal value = a.value();
        if (value != null) {
            return Wording.measured(value, a.measure());
        }
        return Wording.bounds(a.low(), a.high()) + " " + a.measure();
    }

    private String says(Claim claim) {
        @Nullable String firm = figure(claim, claim.firm());
        @Nullable String cap = figure(claim, claim.cap());
        return Wording.sentence(label(claim.fact()) + " puts " + Wording.kind(claim.attribute()) + " at "
                + (cap == null ? "an unknown figure" : cap + " at most")
                + (firm == null ? "" : ", " + firm + " of it firm"));
    }

    private static @Nullable String figure(Claim claim, @Nullable BigDecimal figure) {
        if (figure == null) {
            return null;
        }
        return claim.money() ? Wording.dollars(figure) : Wording.percent(figure);
    }

    /** A fact in a few words: its kind, its parties, and who says it. */
    String label(String factId) {
        Assertion assertion = live.get(factId);
        if (assertion == null) {
            return factId;
        }
        Kind kind = Kind.of(assertion.fact());
        List<String> names = new ArrayList<>();
        for (Field f : kind.fields()) {
            Object value = f.type() == Field.Type.PARTY ? kind.value(assertion.fact(), f.name()) : null;
            if (value instanceof String party) {
                names.add(name(party));
            }
        }
        String by = assertion.citable().stream()
                .findFirst()
                .map(e -> base.sources().get(e.source()))
                .map(s -> " of " + Wording.date(assertion.asserted()) + " as given by " + s.publisher()
                        + credibility.grade(assertion).map(g -> " (" + g + ")").orElse(""))
                .orElse("");
        return "the " + Wording.kind(kind.name()) + " " + String.join("–", names) + by
                + (assertion.assumed() == null ? "" : ", " + ASSUMED);
    }

    /** The narrative of a step from its template. */
    String narrative(String template, Step step) {
        return Wording.sentence(new Template(template).fill(place -> place(step, place)));
    }

    /** The variables of a step in words. */
    SortedMap<String, String> bindings(Step step) {
        SortedMap<String, String> words = new TreeMap<>();
        step.bindings().forEach((name, value) -> {
            String text;
            if (value instanceof Fact fact) {
                text = fact.id();
            } else if (value instanceof Derived derived) {
                text = says(derived);
            } else if (value instanceof BigDecimal number) {
                text = figure(step, number);
            } else {
                text = words(value).orElse("");
            }
            words.put(name, text);
        });
        return words;
    }

    /** A number that a clause bound, as money or with its unit where all that shows the same number there agree on it. */
    private static String figure(Step step, BigDecimal number) {
        Set<String> said = new TreeSet<>();
        Stream.concat(Stream.of(step.conclusion()), step.premises().stream().map(Premise::item))
                .forEach(item -> {
                    for (RecordComponent c : Records.declared(item.getClass())) {
                        if (c.getType() == BigDecimal.class
                                && Records.value(item, c.getName()) instanceof BigDecimal shown
                                && shown.compareTo(number) == 0) {
                            said.add(shown(item, c, number));
                        }
                    }
                });
        return said.size() == 1 ? said.iterator().next() : Wording.number(number);
    }

    private static String shown(Object item, RecordComponent component, BigDecimal number) {
        if (item instanceof Derived.Parameter parameter) {
            return Wording.measured(number, parameter.measure());
        }
        boolean money = component.isAnnotationPresent(Money.class) || (item instanceof Claim claim && claim.money());
        return money ? Wording.dollars(number) : Wording.number(number);
    }

    private Optional<String> place(Step step, String place) {
        int colon = place.indexOf(':');
        String expression = (colon < 0 ? place : place.substring(0, colon)).strip();
        String hint = colon < 0 ? "" : place.substring(colon + 1).strip();
        Matcher ratio = RATIO.matcher(expression);
        if (ratio.matches()) {
            return ratio(step, ratio.group(1), ratio.group(2));
        }
        Matcher least = LEAST.matcher(expression);
        if (least.matches()) {
            return Arrays.stream(least.group(1).split(","))
                    .map(v -> step.bindings().get(v.strip()))
                    .filter(BigDecimal.class::isInstance)
                    .map(BigDecimal.class::cast)
                    .min(BigDecimal::compareTo)
                    .map(v -> hinted(v, hint));
        }
        int dot = expression.indexOf('.');
        @Nullable Object value = step.bindings().get(dot < 0 ? expression : expression.substring(0, dot));
        if (value == null) {
            return Optional.empty();
        }
        if (dot >= 0) {
            return component(value, expression.substring(dot + 1), true);
        }
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 && !hint.equals("money") ? Optional.empty() : Optional.of(hinted(number, hint));
        }
        if (value instanceof Number number) {
            return number.longValue() == 0 ? Optional.empty() : Optional.of(number.toString());
        }
        return words(value);
    }

    private static Optional<String> ratio(Step step, String part, String whole) {
        if (step.bindings().get(part) instanceof BigDecimal p
                && step.bindings().get(whole) instanceof BigDecimal w
                && p.signum() != 0
                && w.signum() != 0) {
            return Optional.of(Wording.percent(Formulas.percentage(p, w)));
        }
        return Optional.empty();
    }

    private static String hinted(BigDecimal value, String hint) {
        return switch (hint) {
            case "money" -> Wording.dollars(value);
            case "percent" -> Wording.percent(value);
            default -> Wording.number(value);
        };
    }

    /** A component of a fact or conclusion in words; money in a conclusion with the words its facts put before it. */
    private Optional<String> component(Object record, String name, boolean qualified) {
        if (record instanceof Fact fact && live.containsKey(fact.id())) {
            Assertion assertion = live.get(fact.id());
            return assertion == null ? Optional.empty() : field(assertion, Kind.of(fact), name);
        }
        @Nullable Object value = Records.value(record, name);
        if (value instanceof BigDecimal number) {
            if (record instanceof Claim claim) {
                return Optional.ofNullable(figure(claim, number));
            }
            if (isMoney(record, name)) {
                String words = qualified && record instanceof Derived derived ? qualifier(derived) : "";
                return Optional.of(words + Wording.dollars(number));
            }
            return Optional.of(Wording.number(number));
        }
        return words(value);
    }

    private static boolean isMoney(Object record, String name) {
        for (RecordComponent c : Records.declared(record.getClass())) {
            if (c.getName().equals(name)) {
                return c.isAnnotationPresent(Money.class);
            }
        }
        return false;
    }

    /** The words before a sum: up to if any of its parts has more cap than firm, and so on. */
    private String qualifier(Derived conclusion) {
        List<Amount> amounts = new ArrayList<>();
        for (Step s : derivation.justifying(conclusion)) {
            for (String id : derivation.factsUnder(s)) {
                Assertion a = live.get(id);
                if (a != null) {
                    amounts.addAll(a.amounts().values());
                }
            }
        }
        boolean open = amounts.stream().anyMatch(a -> {
            BigDecimal firm = a.firm();
            BigDecimal cap = a.cap();
            return firm != null && cap != null && firm.compareTo(cap) < 0;
        });
        if (open) {
            return Qualifier.UP_TO.words();
        }
        for (Qualifier q : List.of(Qualifier.UP_TO, Qualifier.AT_LEAST, Qualifier.APPROXIMATELY, Qualifier.ESTIMATE)) {
            boolean uncapped = q == Qualifier.AT_LEAST && amounts.stream().anyMatch(a -> a.cap() == null);
            if (uncapped || amounts.stream().anyMatch(a -> a.qualifier() == q)) {
                return q.words();
            }
        }
        return "";
    }

    /** What a step found absent, in words. */
    String absent(Absence absence, Step step, LocalDate asOf) {
        return "no "
                + absence.patterns().stream().map(p -> absent(p, step)).collect(Collectors.joining(" together with "))
                + ", as of " + Wording.date(asOf);
    }

    private String absent(Absence.Pattern pattern, Step step) {
        String noun = Wording.kind(pattern.kind());
        List<String> conditions = new ArrayList<>();
        SortedMap<String, List<String>> naming = new TreeMap<>();
        for (Absence.Condition c : pattern.conditions()) {
            boolean equal = "==".equals(c.operator());
            if (equal && "type".equals(c.field()) && c.value() != null) {
                noun = Wording.name(c.value().toString());
            } else if ("contains".equals(c.operator()) && c.field() != null) {
                naming.computeIfAbsent(c.field(), f -> new ArrayList<>())
                        .add(words(c.value()).orElse("unknown"));
            } else {
                conditions.add(condition(c, step));
            }
        }
        naming.forEach((field, named) -> conditions.add(Wording.kind(field) + " naming " + Wording.listed(named)));
        String between = naming.containsKey("parties") && naming.get("parties").size() == 2
                ? " between " + Wording.listed(naming.get("parties"))
                : "";
        if (!between.isEmpty()) {
            conditions.removeIf(c -> c.startsWith("parties naming "));
        }
        return noun
                + (CONCLUSIONS.contains(pattern.kind()) ? "" : " on file")
                + between
                + (conditions.isEmpty() ? "" : " with " + Wording.listed(conditions));
    }

    private String condition(Absence.Condition c, Step step) {
        String field = c.field();
        String operator = c.operator();
        if (field == null || operator == null) {
            return spelledOut(c.text(), step);
        }
        String asked = OPERATORS.get(operator);
        return Wording.kind(field) + " " + (asked == null ? operator + " " : asked) + figure(c.value());
    }

    /** A condition that is no plain comparison: its variables by their values, its signs by words. */
    private String spelledOut(String text, Step step) {
        String values = VARIABLE.matcher(text).replaceAll(m -> {
            @Nullable Object value = step.bindings().get(m.group());
            return Matcher.quoteReplacement(value == null ? m.group() : figure(value));
        });
        String words = values;
        for (Map.Entry<String, String> sign : OPERATORS.entrySet()) {
            words = words.replaceAll(
                    "\\s*(?<![\\w!<>=])" + Pattern.quote(sign.getKey()) + "(?![\\w=])\\s*", " " + sign.getValue());
        }
        return words.replaceAll("\\s*\\|\\|\\s*", " or ")
                .replaceAll("\\s*&&\\s*", " and ")
                .strip();
    }

    private String figure(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.abs().compareTo(BigDecimal.valueOf(100_000)) >= 0
                    ? Wording.dollars(number)
                    : Wording.number(number);
        }
        return words(value).orElse("unknown");
    }

    /** A value in words; empty if it is unknown. */
    private Optional<String> words(@Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            if (parties.containsKey(text)) {
                return Optional.of(name(text));
            }
            if (QUALIFIERS.contains(text)) {
                return Optional.of(Wording.name(text));
            }
            if (live.containsKey(text)) {
                return Optional.of(label(text));
            }
            String title = titles.apply(text);
            return Optional.of(title.equals(text) ? text : "“" + title + "”");
        }
        if (value instanceof Enum<?> name) {
            return Optional.of(Wording.name(name));
        }
        if (value instanceof Range range) {
            return range.known() ? Optional.of(Wording.share(range)) : Optional.empty();
        }
        if (value instanceof List<?> list) {
            List<String> items = list.stream().map(i -> words(i).orElse("")).toList();
            return items.isEmpty() ? Optional.empty() : Optional.of(Wording.listed(items));
        }
        if (value instanceof LocalDate date) {
            return Optional.of(Wording.date(date));
        }
        if (value instanceof BigDecimal number) {
            return Optional.of(Wording.number(number));
        }
        if (value instanceof Boolean truth) {
            return truth ? Optional.of("yes") : Optional.empty();
        }
        return Optional.of(value.toString());
    }

    /** A value in words; empty if it is unknown. */
    Optional<String> value(@Nullable Object value) {
        return words(value);
    }

    /** The sentence of a fact, by its id; the id if there is none. */
    String saysOnFile(String id) {
        Assertion assertion = live.get(id);
        return assertion == null ? id : says(assertion);
    }

    /** A premise in words. */
    String premise(Premise premise) {
        if (premise.item() instanceof Fact fact) {
            Assertion assertion = live.get(fact.id());
            return assertion == null ? fact.id() : says(assertion);
        }
        return premise.item() instanceof Derived derived ? says(derived) : premise.key();
    }

    /** Whether an id is that of a party on file. */
    boolean isParty(String id) {
        return parties.containsKey(id);
    }
}
