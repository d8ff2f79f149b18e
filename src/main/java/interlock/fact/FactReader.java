package interlock.fact;

import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Location;
import interlock.json.Node;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import interlock.vocabulary.Vocabulary;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads sources and facts off a tree into the ledger, checking each for itself. */
final class FactReader {
    /** The kind under which a source stands among facts. */
    static final String SOURCE = "Source";

    /** What every fact may say beside the fields of its kind. */
    static final List<String> COMMON = List.of(
            "status", "from", "to", "signed", "closing", "asserted", "evidence", "outcomes", "contradicts", "note");

    static final List<String> SOURCE_FIELDS =
            List.of("id", "title", "publisher", "letter", "url", "published", "republishes", "interest", "note");
    static final List<String> EVIDENCE_FIELDS = List.of("source", "credibility", "locator", "quote", "origin");
    static final List<String> OUTCOME_FIELDS = List.of("label", "probability", "amounts", "absent");

    private static final Set<String> EVIDENCE_ONLY = Set.of("kind", "id", "asserted", "evidence");

    private final Vocabulary vocabulary;
    private final Rigour rigour;
    private final Findings findings;
    private final Ledger ledger;
    private final FieldReader fields;
    private final Map<String, Map<String, Object>> constants = new HashMap<>();

    FactReader(Vocabulary vocabulary, Rigour rigour, Findings findings, Ledger ledger) {
        this.vocabulary = vocabulary;
        this.rigour = rigour;
        this.findings = findings;
        this.ledger = ledger;
        this.fields = new FieldReader(findings);
    }

    /** Whether facts of the kind declare a party. */
    static boolean declaresParty(Kind kind) {
        return kind.type() == Fact.Company.class || kind.type() == Fact.Person.class || kind.type() == Fact.Fund.class;
    }

    /**
     * The field as files name it. A field that is called {@code kind} would be taken for the kind of the fact, so in
     * files it is {@code type}.
     */
    static Field written(Field field) {
        return field.name().equals("kind")
                ? new Field("type", field.type(), field.required(), field.list(), field.names())
                : field;
    }

    /** A whole file: asOf, sources, facts. */
    void file(Node node) {
        if (!(node instanceof Node.Entries entries)) {
            findings.error(
                    FactCode.WRONG_TYPE,
                    node.at(),
                    "a fact file is a group with `facts` and `sources`, not " + node.words(),
                    "put `facts:` before the list");
            return;
        }
        List<String> known = List.of("asOf", "sources", "facts");
        for (Node.Entry entry : entries.entries()) {
            Node value = entry.value();
            switch (entry.key()) {
                case "asOf" -> asOf(value);
                case "sources" -> list("sources", value).forEach(this::source);
                case "facts" -> list("facts", value).forEach(this::fact);
                default ->
                    findings.error(
                            FactCode.UNKNOWN_KEY,
                            entry.keyAt(),
                            "a fact file has no part `" + entry.key() + "`",
                            DidYouMean.help(entry.key(), known, "its parts are asOf, sources and facts"));
            }
        }
    }

    private void asOf(Node node) {
        if (!node.nothing()) {
            LocalDate day = fields.date("asOf", node);
            if (day != null) {
                ledger.asOf.add(new Ledger.AsOf(day, node.at()));
            }
        }
    }

    private List<Node> list(String what, Node node) {
        return node.nothing() ? List.of() : fields.items(what, node);
    }

    /** An entry of the register of sources. */
    void source(Node node) {
        if (!(node instanceof Node.Entries entries)) {
            fields.wrongType("source", node, "a group of fields", null);
            return;
        }
        int before = findings.errors();
        for (Node.Entry entry : entries.entries()) {
            if (!SOURCE_FIELDS.contains(entry.key()) && !entry.key().equals("kind")) {
                unknownField(SOURCE, SOURCE_FIELDS, entry);
            }
        }
        Location whole = entries.at();
        String id = required(entries, "id", SOURCE, whole);
        Location at = entries.entry("id").map(e -> e.value().at()).orElse(whole);
        if (id != null) {
            fields.checkId(id, at);
            ledger.registered.add(id);
        }
        String title = required(entries, "title", SOURCE, at);
        String publisher = required(entries, "publisher", SOURCE, at);
        String letter = required(entries, "letter", SOURCE, at);
        if (letter != null && !letter.matches("[A-F]")) {
            findings.error(
                    FactCode.BAD_LETTER,
                    entries.entry("letter").map(e -> e.value().at()).orElse(at),
                    "`" + letter + "` is not the reliability of a source",
                    "give a letter from A (completely reliable) to F (cannot be judged)");
        }
        String url = optional(entries, "url");
        Node day = FieldReader.given(entries, "published");
        LocalDate published = day == null ? null : fields.date("published", day);
        String republishes = optional(entries, "republishes");
        String interest = reference(entries, "interest", Ledger.Target.PARTY);
        String note = optional(entries, "note");
        if (findings.errors() == before && id != null && title != null && publisher != null && letter != null) {
            ledger.sources.add(new Source(
                    id, title, publisher, letter.charAt(0), url, published, republishes, interest, note, at));
        }
    }

    /** One fact, or a source where facts stand. */
    void fact(Node node) {
        if (!(node instanceof Node.Entries entries)) {
            fields.wrongType("facts", node, "a fact", "a fact is a group of fields that begins with `kind`");
            return;
        }
        Node kindNode = FieldReader.given(entries, "kind");
        if (kindNode == null) {
            findings.error(
                    FactCode.MISSING_FIELD,
                    entries.at(),
                    "this fact has no `kind`",
                    "give its kind, such as Investment");
            declareAnyway(entries);
            return;
        }
        String name = fields.text("kind", kindNode);
        if (name == null) {
            declareAnyway(entries);
            return;
        }
        if (name.equals(SOURCE)) {
            source(node);
            return;
        }
        Optional<Kind> kind = vocabulary.kind(name);
        if (kind.isEmpty() && vocabulary.isBroken(name)) {
            // What is wrong with the declaration is told where it stands.
            declareAnyway(entries);
            return;
        }
        if (kind.isEmpty()) {
            List<String> known =
                    new ArrayList<>(vocabulary.kinds().stream().map(Kind::name).toList());
            known.add(SOURCE);
            findings.error(
                    FactCode.UNKNOWN_KIND,
                    kindNode.at(),
                    "there is no kind of fact `" + name + "`",
                    DidYouMean.help(name, known, "the kinds are " + String.join(", ", known)));
            declareAnyway(entries);
            return;
        }
        fact(kind.get(), kindNode, entries);
    }

    /** What has no usable kind may be a party; that others name it is no second problem. */
    private void declareAnyway(Node.Entries entries) {
        if (FieldReader.given(entries, "id") instanceof Node.Scalar id) {
            ledger.facts.add(id.text());
            ledger.parties.add(id.text());
            ledger.registered.add(id.text());
        }
    }

    private void fact(Kind kind, Node kindNode, Node.Entries entries) {
        boolean party = declaresParty(kind);
        if (isEvidenceOnly(kindNode, entries)) {
            further(kind, kindNode, entries);
            return;
        }
        int before = findings.errors();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        SortedMap<String, Amount> amounts = new TreeMap<>();
        for (Node.Entry entry : entries.entries()) {
            if (!entry.key().equals("kind") && !COMMON.contains(entry.key())) {
                Field field = kind.fields().stream()
                        .filter(f -> written(f).name().equals(entry.key()))
                        .findFirst()
                        .orElse(null);
                if (field == null) {
                    unknownField(kind.name(), fieldNames(kind), entry);
                } else if (!entry.value().nothing()) {
                    values.put(field.name(), value(kind, field, entry.value(), amounts));
                }
            }
        }
        for (Field field : kind.fields()) {
            if (field.required() && !values.containsKey(field.name())) {
                String name = written(field).name();
                missing(kind.name(), kindNode.at(), name, "give `" + name + "`, " + words(field));
            }
        }
        Location at = entries.entry("id").map(e -> e.value().at()).orElse(kindNode.at());
        if (values.get("id") instanceof String id) {
            fields.checkId(id, at);
            ledger.facts.add(id);
            if (party) {
                ledger.parties.add(ledger.once(id));
            }
        }
        checkSelf(kind, entries, values);
        Status status = status(kind, kindNode, entries, party);
        LocalDate from = date(entries, "from");
        LocalDate to = date(entries, "to");
        if (from != null && to != null && to.isBefore(from)) {
            findings.error(
                    FactCode.DATES_REVERSED,
                    entries.entry("to").map(e -> e.value().at()).orElse(at),
                    "`to` is before `from`, which is " + from,
                    "`to` is the last day on which the fact is true");
        }
        Milestones milestones = milestones(entries, at);
        LocalDate asserted = asserted(kind, kindNode, entries, party, from);
        List<Evidence> evidence = evidence(entries);
        if (evidence.isEmpty() && !party && rigour == Rigour.ON_FILE && !isGiven(entries, "evidence")) {
            findings.error(
                    FactCode.NO_EVIDENCE,
                    kindNode.at(),
                    "this " + kind.name() + " has no evidence",
                    "give `evidence` with a `source` and its `credibility`");
        }
        List<Outcome> outcomes = outcomes(kind, entries);
        String contradicts = reference(entries, "contradicts", Ledger.Target.FACT);
        if (contradicts != null && contradicts.equals(values.get("id"))) {
            findings.error(
                    FactCode.SAME_PARTY_TWICE,
                    entries.entry("contradicts").map(e -> e.value().at()).orElse(at),
                    "`" + contradicts + "` contradicts itself",
                    "name the other fact");
        }
        String note = optional(entries, "note");
        if (findings.errors() > before || asserted == null) {
            return;
        }
        Fact fact = kind.create(values);
        if (fact instanceof Fact.Company company && company.parent() != null) {
            Location parentAt = entries.entry("parent").map(e -> e.value().at()).orElse(at);
            ledger.parents.add(new Ledger.Parent(company.id(), asserted, company.parent(), parentAt));
        }
        ledger.assertions.add(new Assertion(
                fact,
                amounts,
                status,
                from,
                to,
                asserted,
                evidence,
                outcomes,
                contradicts,
                note,
                at,
                null,
                milestones));
    }

    private Milestones milestones(Node.Entries entries, Location at) {
        LocalDate signed = date(entries, "signed");
        LocalDate closing = date(entries, "closing");
        if (signed != null && closing != null && closing.isBefore(signed)) {
            findings.error(
                    FactCode.DATES_REVERSED,
                    entries.entry("closing").map(e -> e.value().at()).orElse(at),
                    "`closing` is before `signed`, which is " + signed,
                    "a deal closes once it is signed");
        }
        return signed == null && closing == null ? Milestones.NONE : new Milestones(signed, closing);
    }

    private static boolean isGiven(Node.Entries entries, String key) {
        Node node = FieldReader.given(entries, key);
        return node != null
                && !(node instanceof Node.Items items && items.items().isEmpty());
    }

    /** The value of a field; null where it cannot be used, which the findings then know. */
    private @Nullable Object value(Kind kind, Field field, Node node, SortedMap<String, Amount> amounts) {
        if (field.list()) {
            List<Object> items = new ArrayList<>();
            for (Node item : fields.items(written(field).name(), node)) {
                Object value = single(kind, field, item);
                if (value != null) {
                    items.add(value);
                }
            }
            return items;
        }
        Object value = single(kind, field, node);
        if (value instanceof Amount amount) {
            amounts.put(field.name(), amount);
            return amount.ceiling();
        }
        return value;
    }

    private @Nullable Object single(Kind kind, Field field, Node node) {
        Object value = fields.value(written(field), node);
        if (value instanceof String id && field.type() == Field.Type.PARTY) {
            String party = ledger.once(id);
            ledger.references.add(new Ledger.Reference(Ledger.Target.PARTY, party, node.at()));
            return party;
        }
        return value instanceof String name && field.type() == Field.Type.NAME ? constant(kind, field, name) : value;
    }

    private Object constant(Kind kind, Field field, String name) {
        return Objects.requireNonNull(constants
                .computeIfAbsent(kind.name() + "." + field.name(), k -> constants(kind, field))
                .get(name));
    }

    /** The constants of the enum that a field holds, by name. */
    private static Map<String, Object> constants(Kind kind, Field field) {
        for (RecordComponent component : Records.declared(kind.type())) {
            if (component.getName().equals(field.name())) {
                Class<?> type = field.list()
                        ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                        : component.getType();
                Map<String, Object> constants = new HashMap<>();
                for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
                    constants.put(constant.toString(), constant);
                }
                return constants;
            }
        }
        throw new IllegalStateException("the kind " + kind + " has no field " + field);
    }

    /** A relation between two parties does not hold between a party and itself. */
    private void checkSelf(Kind kind, Node.Entries entries, Map<String, @Nullable Object> values) {
        List<Field> parties = kind.fields().stream()
                .filter(f -> f.type() == Field.Type.PARTY && f.required() && !f.list())
                .toList();
        if (parties.size() == 2) {
            String left = parties.get(0).name();
            String right = parties.get(1).name();
            Object party = values.get(left);
            if (party != null && party.equals(values.get(right))) {
                findings.error(
                        FactCode.SAME_PARTY_TWICE,
                        entries.entry(right).map(e -> e.value().at()).orElse(entries.at()),
                        "`" + party + "` is both `" + left + "` and `" + right + "` of this " + kind.name(),
                        "name two different parties");
            }
        }
    }

    private Status status(Kind kind, Node kindNode, Node.Entries entries, boolean party) {
        Node node = FieldReader.given(entries, "status");
        if (node != null) {
            String name = fields.name("status", node, FieldReader.names(Status.values()));
            return name == null ? Status.ACTIVE : Status.valueOf(name);
        }
        if (!party && rigour == Rigour.ON_FILE) {
            missing(
                    kind.name(),
                    kindNode.at(),
                    "status",
                    "give one of " + String.join(", ", FieldReader.names(Status.values())));
        }
        return Status.ACTIVE;
    }

    private @Nullable LocalDate date(Node.Entries entries, String key) {
        Node node = FieldReader.given(entries, key);
        @Nullable LocalDate date = node == null ? null : fields.date(key, node);
        return date == null ? null : ledger.once(date);
    }

    private @Nullable LocalDate asserted(
            Kind kind, Node kindNode, Node.Entries entries, boolean party, @Nullable LocalDate from) {
        LocalDate asserted = date(entries, "asserted");
        if (asserted != null || from != null) {
            return asserted != null ? asserted : from;
        }
        boolean given = isGiven(entries, "asserted") || isGiven(entries, "from");
        if (!given && !party && rigour == Rigour.ON_FILE) {
            missing(
                    kind.name(),
                    kindNode.at(),
                    "asserted",
                    "give the day on which the source said so, or `from`, the day from which it is true");
        }
        return given ? null : Assertion.SINCE_EVER;
    }

    private List<Evidence> evidence(Node.Entries entries) {
        Node node = FieldReader.given(entries, "evidence");
        List<Evidence> evidence = new ArrayList<>();
        if (node == null) {
            return evidence;
        }
        for (Node item : fields.items("evidence", node)) {
            if (!(item instanceof Node.Entries parts)) {
                fields.wrongType("evidence", item, "a group of fields", "write `- source: …` with its `credibility`");
                continue;
            }
            fields.keys("evidence", parts, EVIDENCE_FIELDS);
            String source = reference(parts, "source", Ledger.Target.SOURCE);
            if (!isGiven(parts, "source")) {
                missing("evidence", parts.at(), "source", "give the id of a source in the register");
            }
            Integer credibility = credibility(parts);
            String locator = optional(parts, "locator");
            String quote = optional(parts, "quote");
            String origin = optional(parts, "origin");
            if (source != null && credibility != null) {
                evidence.add(ledger.once(new Evidence(source, credibility, locator, quote, origin)));
            }
        }
        return evidence;
    }

    private @Nullable Integer credibility(Node.Entries parts) {
        Node node = FieldReader.given(parts, "credibility");
        if (node == null) {
            missing("evidence", parts.at(), "credibility", "give a digit from 1 (confirmed) to 6 (cannot be judged)");
            return null;
        }
        if (node instanceof Node.Scalar scalar && scalar.text().matches("[1-6]")) {
            return fields.whole("credibility", node);
        }
        findings.error(
                FactCode.BAD_CREDIBILITY,
                node.at(),
                (node instanceof Node.Scalar scalar ? "`" + scalar.text() + "`" : node.words())
                        + " is not the credibility of a claim",
                "give a digit from 1 (confirmed) to 6 (cannot be judged)");
        return null;
    }

    private List<Outcome> outcomes(Kind kind, Node.Entries entries) {
        Node node = FieldReader.given(entries, "outcomes");
        List<Outcome> outcomes = new ArrayList<>();
        if (node == null) {
            return outcomes;
        }
        BigDecimal lows = BigDecimal.ZERO;
        for (Node item : fields.items("outcomes", node)) {
            if (!(item instanceof Node.Entries parts)) {
                fields.wrongType("outcomes", item, "a group of fields", null);
                continue;
            }
            Outcome outcome = outcome(kind, parts);
            if (outcome != null) {
                outcomes.add(outcome);
                BigDecimal low = outcome.probability().low();
                lows = low == null ? lows : lows.add(low);
            }
        }
        if (lows.compareTo(BigDecimal.ONE) > 0) {
            findings.error(
                    FactCode.BAD_PROBABILITY,
                    entries.entry("outcomes").map(Node.Entry::keyAt).orElse(node.at()),
                    "the probabilities of the outcomes add up to at least " + lows.toPlainString(),
                    "outcomes exclude each other, so their probabilities add up to 1 at most");
        }
        return outcomes;
    }

    private @Nullable Outcome outcome(Kind kind, Node.Entries parts) {
        int before = findings.errors();
        fields.keys("outcomes", parts, OUTCOME_FIELDS);
        String label = optional(parts, "label");
        if (!isGiven(parts, "label")) {
            missing("outcome", parts.at(), "label", "give a word by which it can be told from the others");
        }
        Node likely = FieldReader.given(parts, "probability");
        Range probability = likely == null ? null : fields.probability("probability", likely);
        if (likely == null) {
            missing("outcome", parts.at(), "probability", "give a number from 0 to 1, or {low, high}");
        }
        Node absentNode = FieldReader.given(parts, "absent");
        Boolean absent = absentNode == null ? Boolean.FALSE : fields.truth("absent", absentNode);
        Node amountsNode = FieldReader.given(parts, "amounts");
        Map<String, BigDecimal> amounts = amountsNode == null ? Map.of() : amounts(kind, amountsNode);
        if (Boolean.TRUE.equals(absent) && amountsNode != null) {
            findings.error(
                    FactCode.WRONG_TYPE,
                    amountsNode.at(),
                    "an outcome in which the fact is absent has no amounts",
                    "leave out `absent` or `amounts`");
        }
        return findings.errors() > before || label == null || probability == null || absent == null
                ? null
                : new Outcome(label, probability, amounts, absent);
    }

    private Map<String, BigDecimal> amounts(Kind kind, Node node) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        if (!(node instanceof Node.Entries entries)) {
            fields.wrongType("amounts", node, "a group of fields", "write {amount: 50bn}");
            return amounts;
        }
        List<String> money = kind.fields().stream()
                .filter(f -> f.type() == Field.Type.MONEY)
                .map(Field::name)
                .toList();
        fields.keys("amounts", entries, money);
        for (Node.Entry entry : entries.entries()) {
            BigDecimal amount = money.contains(entry.key()) ? fields.money(entry.key(), entry.value()) : null;
            if (amount != null) {
                amounts.put(entry.key(), amount);
            }
        }
        return amounts;
    }

    /** Whether a line of a table only adds evidence to a fact that stands elsewhere. */
    private static boolean isEvidenceOnly(Node kindNode, Node.Entries entries) {
        Set<String> given = new HashSet<>();
        entries.entries().stream().filter(e -> !e.value().nothing()).forEach(e -> given.add(e.key()));
        return kindNode instanceof Node.Scalar scalar
                && scalar.form() == Node.Form.CELL
                && given.contains("id")
                && given.contains("evidence")
                && EVIDENCE_ONLY.containsAll(given);
    }

    private void further(Kind kind, Node kindNode, Node.Entries entries) {
        Node idNode = Objects.requireNonNull(FieldReader.given(entries, "id"));
        String id = fields.text("id", idNode);
        int before = findings.errors();
        LocalDate asserted = date(entries, "asserted");
        List<Evidence> evidence = evidence(entries);
        if (id != null && findings.errors() == before) {
            boolean never = asserted == null && declaresParty(kind);
            ledger.further.add(new Ledger.Further(
                    kind.name(), id, never ? Assertion.SINCE_EVER : asserted, evidence, kindNode.at()));
        }
    }

    private @Nullable String optional(Node.Entries entries, String key) {
        Node node = FieldReader.given(entries, key);
        return node == null ? null : fields.text(key, node);
    }

    private @Nullable String required(Node.Entries entries, String key, String kind, Location at) {
        if (FieldReader.given(entries, key) == null) {
            missing(kind, at, key, "give `" + key + "`");
            return null;
        }
        return optional(entries, key);
    }

    private @Nullable String reference(Node.Entries entries, String key, Ledger.Target target) {
        String id = optional(entries, key);
        if (id != null) {
            Location at = entries.entry(key).map(e -> e.value().at()).orElse(entries.at());
            ledger.references.add(new Ledger.Reference(target, id, at));
        }
        return id;
    }

    private void missing(String kind, Location at, String field, String help) {
        findings.error(FactCode.MISSING_FIELD, at, "this " + kind + " has no `" + field + "`", help);
    }

    private void unknownField(String kind, List<String> known, Node.Entry entry) {
        findings.error(
                FactCode.UNKNOWN_FIELD,
                entry.keyAt(),
                "`" + kind + "` has no field `" + entry.key() + "`",
                DidYouMean.help(entry.key(), known, "its fields are " + String.join(", ", known)));
    }

    private static List<String> fieldNames(Kind kind) {
        List<String> names = new ArrayList<>(
                kind.fields().stream().map(f -> written(f).name()).toList());
        names.addAll(COMMON);
        return names;
    }

    private static String words(Field field) {
        return field.type() == Field.Type.NAME
                ? "one of " + String.join(", ", field.names())
                : field.type().words();
    }
}
