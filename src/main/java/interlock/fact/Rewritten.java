package interlock.fact;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.json.Node;
import interlock.json.Node.Form;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Range;
import interlock.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact on file, written out as a file would have it, with some fields written otherwise, and read again. */
final class Rewritten {
    private final Assertion read;

    private Rewritten(Assertion read) {
        this.read = read;
    }

    static Rewritten of(Assertion fact, Map<String, Node> otherwise, FactBase base, Vocabulary vocabulary) {
        return of(fact, otherwise, fact.at(), base, vocabulary);
    }

    /**
     * @param otherwise what some fields say instead; nothing where they are to be unknown
     * @param keyAt where these fields are named
     * @throws InvalidInput if that cannot be read
     */
    static Rewritten of(
            Assertion fact, Map<String, Node> otherwise, Location keyAt, FactBase base, Vocabulary vocabulary) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        written(fact).forEach((key, node) -> entries.put(key, new Node.Entry(key, fact.at(), node)));
        otherwise.forEach((key, node) -> entries.put(key, new Node.Entry(key, keyAt, node)));
        return of(new Node.Entries(List.copyOf(entries.values()), keyAt), keyAt, base, vocabulary);
    }

    /**
     * A fact that is not on file, as it would be read off one.
     *
     * @throws InvalidInput if it cannot be read
     */
    static Rewritten of(Node.Entries fact, Location at, FactBase base, Vocabulary vocabulary) {
        Findings findings = new Findings();
        Ledger ledger = new Ledger();
        ledger.parties.addAll(base.parties().keySet());
        ledger.registered.addAll(base.sources().keySet());
        base.assertions().forEach(a -> ledger.facts.add(a.id()));
        new FactReader(vocabulary, Rigour.EXAMPLE, findings, ledger).fact(fact);
        new FactChecks(ledger, findings).references(true);
        List<Diagnostic> problems = findings.all().stream().sorted().distinct().toList();
        InvalidInput.refuse(problems);
        if (ledger.assertions.isEmpty()) {
            throw new InvalidInput(List.of(Diagnostic.error(
                    FactCode.WRONG_TYPE.code(),
                    at,
                    "this is no fact that could be on file",
                    "begin it with its `kind`")));
        }
        return new Rewritten(ledger.assertions.get(0));
    }

    List<Evidence> evidence() {
        return read.evidence();
    }

    List<Outcome> outcomes() {
        return read.outcomes();
    }

    /** What was read, as an assumption. */
    Assertion supposed(Location at, Assumption by) {
        return assertion(read.evidence(), read.outcomes(), at, by);
    }

    /** What was read, with what was not written out. */
    Assertion assertion(List<Evidence> evidence, List<Outcome> outcomes, Location at, Assumption by) {
        return new Assertion(
                read.fact(),
                read.amounts(),
                read.status(),
                read.from(),
                read.to(),
                read.asserted(),
                evidence,
                outcomes,
                read.contradicts(),
                null,
                at,
                by,
                read.milestones());
    }

    /** All that a fact says, but for evidence, outcomes and the note. */
    private static Map<String, Node> written(Assertion a) {
        Kind kind = Kind.of(a.fact());
        Map<String, Node> written = new LinkedHashMap<>();
        written.put("kind", scalar(kind.name(), Form.BARE, a.at()));
        for (Field field : kind.fields()) {
            Amount amount = a.amounts().get(field.name());
            Object value = kind.value(a.fact(), field.name());
            if (amount != null) {
                written.put(FactReader.written(field).name(), amount(amount, a.at()));
            } else if (value != null && !value.equals(Range.UNKNOWN)) {
                written.put(FactReader.written(field).name(), node(value, a.at()));
            }
        }
        written.put("status", scalar(a.status().name(), Form.BARE, a.at()));
        date(written, "from", a.from(), a.at());
        date(written, "to", a.to(), a.at());
        date(written, "signed", a.milestones().signed(), a.at());
        date(written, "closing", a.milestones().closing(), a.at());
        if (!a.asserted().equals(Assertion.SINCE_EVER)) {
            date(written, "asserted", a.asserted(), a.at());
        }
        if (a.contradicts() != null) {
            written.put("contradicts", scalar(a.contradicts(), Form.QUOTED, a.at()));
        }
        return written;
    }

    private static void date(Map<String, Node> written, String key, @Nullable LocalDate day, Location at) {
        if (day != null) {
            written.put(key, scalar(day.toString(), Form.BARE, at));
        }
    }

    /** An amount as a file writes it in full. */
    static Node amount(Amount amount, Location at) {
        List<Node.Entry> parts = new ArrayList<>();
        part(parts, "firm", amount.firm(), at);
        part(parts, "cap", amount.cap(), at);
        parts.add(new Node.Entry("currency", at, scalar(amount.currency(), Form.BARE, at)));
        parts.add(new Node.Entry("qualifier", at, scalar(amount.qualifier().name(), Form.BARE, at)));
        return new Node.Entries(parts, at);
    }

    private static void part(List<Node.Entry> parts, String key, @Nullable BigDecimal number, Location at) {
        if (number != null) {
            parts.add(new Node.Entry(key, at, scalar(number.toPlainString(), Form.BARE, at)));
        }
    }

    private static Node node(Object value, Location at) {
        if (value instanceof List<?> several) {
            return new Node.Items(several.stream().map(v -> node(v, at)).toList(), at);
        }
        if (value instanceof Range range) {
            List<Node.Entry> parts = new ArrayList<>();
            part(parts, "low", range.low(), at);
            part(parts, "high", range.high(), at);
            return new Node.Entries(parts, at);
        }
        if (value instanceof BigDecimal number) {
            return scalar(number.toPlainString(), Form.BARE, at);
        }
        return scalar(value.toString(), value instanceof String ? Form.QUOTED : Form.BARE, at);
    }

    private static Node scalar(String text, Form form, Location at) {
        return new Node.Scalar(text, form, at);
    }
}
