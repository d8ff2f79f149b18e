package interlock.fact;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.json.Node;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a fact base as it would be after some edits. An edited fact is read again like one in a file, with the same
 * checks; the fact base that was read stays as it is.
 */
public final class Edits {
    private final Vocabulary vocabulary;
    private final LocalDate asOf;
    private final LocalDate knownAsOf;

    /**
     * @param asOf the day on which what is completed begins to hold
     * @param knownAsOf the day whose knowledge is edited
     */
    public Edits(Vocabulary vocabulary, LocalDate asOf, LocalDate knownAsOf) {
        this.vocabulary = vocabulary;
        this.asOf = asOf;
        this.knownAsOf = knownAsOf;
    }

    /**
     * The fact base after all of the edits, one after the other.
     *
     * @throws InvalidInput if an edit names what is not there, says what cannot be, or contradicts another
     */
    public FactBase applied(FactBase base, List<Edit> edits) {
        refuseContradictions(edits);
        FactBase edited = base;
        for (Edit edit : edits) {
            edited = applied(edited, edit);
        }
        for (Edit edit : edits) {
            if (edit instanceof Edit.Drop drop) {
                refuseOrphans(edited, drop);
            }
        }
        return edited;
    }

    /** Whether two fact bases say the same; where it is said, and that it is assumed, does not count. */
    public static boolean same(FactBase one, FactBase other) {
        return plain(one).equals(plain(other)) && one.sources().equals(other.sources());
    }

    /** The fact as it was known last on the day of the knowledge. */
    public Optional<Assertion> latest(FactBase base, String fact) {
        return base.known(knownAsOf).stream().filter(a -> a.id().equals(fact)).findFirst();
    }

    private static List<Assertion> plain(FactBase base) {
        return base.assertions().stream().map(Edits::plain).toList();
    }

    private static Assertion plain(Assertion a) {
        return new Assertion(
                a.fact(),
                a.amounts(),
                a.status(),
                a.from(),
                a.to(),
                a.asserted(),
                a.evidence(),
                a.outcomes(),
                a.contradicts(),
                null,
                Location.ofFile(""),
                null,
                a.milestones());
    }

    private FactBase applied(FactBase base, Edit edit) {
        if (edit instanceof Edit.Add add) {
            return FactFiles.beside(base, List.of(add.file()), vocabulary, add.said());
        }
        if (edit instanceof Edit.Drop drop) {
            known(base, drop.fact(), drop.at());
            return with(
                    base,
                    base.assertions().stream()
                            .filter(a -> !a.id().equals(drop.fact()))
                            .toList());
        }
        if (edit instanceof Edit.Complete complete) {
            return replaced(base, known(base, complete.fact(), complete.at()), completed(base, complete));
        }
        if (edit instanceof Edit.Collapse collapse) {
            Assertion a = present(base, collapse.fact(), collapse.at());
            return replaced(base, a, a.status().live() ? collapsed(a, collapse) : a);
        }
        if (edit instanceof Edit.Suppose suppose) {
            return supposed(base, suppose);
        }
        Edit.Change change = (Edit.Change) edit;
        Assertion a = present(base, change.fact(), change.at());
        return replaced(base, a, changed(base, a, change));
    }

    private FactBase supposed(FactBase base, Edit.Suppose edit) {
        if (base.assertions().stream().anyMatch(a -> a.id().equals(edit.fact()))) {
            throw refused(
                    FactCode.CONFLICTING_ASSERTIONS,
                    edit.at(),
                    "there is a fact `" + edit.fact() + "` on file already",
                    "give the new one another `id`, or set the fields of the one on file");
        }
        Assertion a = Rewritten.of((Node.Entries) edit.value().node(), edit.at(), base, vocabulary)
                .supposed(edit.at(), new Assumption(edit.said(), false));
        return with(
                base, Stream.concat(base.assertions().stream(), Stream.of(a)).toList());
    }

    private static FactBase with(FactBase base, List<Assertion> assertions) {
        return new FactBase(assertions, base.sources().values(), base.files(), base.asOf());
    }

    private FactBase replaced(FactBase base, String id, Assertion by) {
        return replaced(base, latest(base, id).orElseThrow(), by);
    }

    /** An edit that says what is on file anyway leaves it as it is, with its sources. */
    private static FactBase replaced(FactBase base, Assertion old, Assertion by) {
        return plain(old).equals(plain(by))
                ? base
                : with(
                        base,
                        Stream.concat(base.assertions().stream().filter(a -> !a.equals(old)), Stream.of(by))
                                .toList());
    }

    private Assertion completed(FactBase base, Edit.Complete edit) {
        Assertion a = present(base, edit.fact(), edit.at());
        Map<String, Node> said = new LinkedHashMap<>();
        said.put("status", word(Status.COMPLETED.name(), edit.at()));
        said.put("asserted", word(knownAsOf.toString(), edit.at()));
        LocalDate from = a.from();
        if (!a.status().settled() || (from != null && from.isAfter(asOf))) {
            said.put("from", word(asOf.toString(), edit.at()));
        }
        said.put("to", new Node.Scalar("", Node.Form.NOTHING, edit.at()));
        LocalDate closing = a.milestones().closing();
        if (closing != null && closing.isAfter(asOf)) {
            // What has completed by the day has closed by it.
            said.put("closing", word(asOf.toString(), edit.at()));
        }
        a.amounts().forEach((field, amount) -> {
            BigDecimal ceiling = amount.ceiling();
            if (ceiling != null) {
                said.put(
                        field,
                        Rewritten.amount(new Amount(ceiling, ceiling, amount.currency(), Qualifier.EXACT), edit.at()));
            }
        });
        Edit.Value amount = edit.amount();
        if (amount != null) {
            said.put(amountField(a, edit), amount.node());
        }
        return Rewritten.of(a, said, base, vocabulary)
                .assertion(List.of(), List.of(), edit.at(), new Assumption(edit.said(), false));
    }

    private static String amountField(Assertion a, Edit.Complete edit) {
        List<String> money = Kind.of(a.fact()).fields().stream()
                .filter(f -> f.type() == Field.Type.MONEY && !f.list())
                .map(Field::name)
                .toList();
        if (money.contains("amount")) {
            return "amount";
        }
        if (money.size() != 1) {
            throw refused(
                    FactCode.UNKNOWN_FIELD,
                    edit.at(),
                    "`" + edit.fact() + "` has " + (money.isEmpty() ? "no amount" : "several amounts"),
                    money.isEmpty()
                            ? "leave out the amount"
                            : "set the one that is meant: " + String.join(", ", money));
        }
        return money.get(0);
    }

    private Assertion collapsed(Assertion a, Edit.Collapse edit) {
        return new Assertion(
                a.fact(),
                a.amounts(),
                Status.TERMINATED,
                a.from(),
                a.to(),
                knownAsOf,
                a.evidence(),
                a.outcomes(),
                a.contradicts(),
                null,
                edit.at(),
                new Assumption(edit.said(), false),
                a.milestones());
    }

    private Assertion changed(FactBase base, Assertion a, Edit.Change edit) {
        if (edit.field().equals("id") || edit.field().equals("kind")) {
            throw refused(
                    FactCode.UNKNOWN_FIELD,
                    edit.fieldAt(),
                    "what a fact is by `" + edit.field() + "` cannot be set",
                    "drop it, and add another in a file");
        }
        Rewritten read = Rewritten.of(a, Map.of(edit.field(), edit.value().node()), edit.fieldAt(), base, vocabulary);
        return read.assertion(
                edit.field().equals("evidence") ? read.evidence() : a.evidence(),
                edit.field().equals("outcomes") ? read.outcomes() : a.outcomes(),
                edit.at(),
                new Assumption(edit.said(), false));
    }

    /** The id of a fact on file. */
    private static String known(FactBase base, String fact, Location at) {
        if (base.assertions().stream().noneMatch(a -> a.id().equals(fact))) {
            SortedSet<String> ids = new TreeSet<>();
            base.assertions().forEach(a -> ids.add(a.id()));
            throw refused(
                    FactCode.UNKNOWN_FACT,
                    at,
                    "no fact has the id `" + fact + "`",
                    DidYouMean.help(fact, ids, "give the id of a fact on file"));
        }
        return fact;
    }

    private Assertion present(FactBase base, String fact, Location at) {
        known(base, fact, at);
        return latest(base, fact)
                .orElseThrow(() -> refused(
                        FactCode.UNKNOWN_FACT,
                        at,
                        "the fact `" + fact + "` is not yet known on " + knownAsOf,
                        "it was first asserted on "
                                + base.assertions().stream()
                                        .filter(a -> a.id().equals(fact))
                                        .findFirst()
                                        .orElseThrow()
                                        .asserted()));
    }

    /** A fact is completed, collapsed or dropped once, a field set once; and what is gone has no fields. */
    private static void refuseContradictions(List<Edit> edits) {
        for (int i = 0; i < edits.size(); i++) {
            Edit edit = edits.get(i);
            for (Edit earlier : edits.subList(0, i)) {
                if (contradict(earlier, edit)) {
                    throw refused(
                            FactCode.CONFLICTING_ASSERTIONS,
                            edit.at(),
                            "`" + edit.said() + "` cannot stand beside `" + earlier.said() + "`",
                            "of one fact assume one thing at a time");
                }
            }
        }
    }

    private static boolean contradict(Edit one, Edit other) {
        if (one instanceof Edit.Add a && other instanceof Edit.Add b) {
            return a.file().equals(b.file());
        }
        String fact = one.fact();
        if (fact == null || !fact.equals(other.fact())) {
            return false;
        }
        if (one instanceof Edit.Change a && other instanceof Edit.Change b) {
            return a.field().equals(b.field());
        }
        boolean sets = one instanceof Edit.Change || other instanceof Edit.Change;
        boolean completes = one instanceof Edit.Complete || other instanceof Edit.Complete;
        return !(sets && completes);
    }

    /** What names a party cannot stay on file without it. */
    private static void refuseOrphans(FactBase base, Edit.Drop drop) {
        SortedSet<String> naming = new TreeSet<>();
        for (Assertion a : base.assertions()) {
            Kind kind = Kind.of(a.fact());
            boolean names = kind.fields().stream()
                    .filter(f -> f.type() == Field.Type.PARTY)
                    .map(f -> kind.value(a.fact(), f.name()))
                    .anyMatch(v -> v instanceof List<?> several
                            ? several.contains(drop.fact())
                            : drop.fact().equals(v));
            if (names) {
                naming.add(a.id());
            }
        }
        if (!naming.isEmpty()) {
            throw refused(
                    FactCode.UNKNOWN_PARTY,
                    drop.at(),
                    "the party `" + drop.fact() + "` cannot be dropped while "
                            + (naming.size() == 1 ? "a fact names" : naming.size() + " facts name") + " it, such as `"
                            + naming.first() + "`",
                    "drop the facts that name it as well");
        }
    }

    private static Node word(String text, Location at) {
        return new Node.Scalar(text, Node.Form.BARE, at);
    }

    private static InvalidInput refused(FactCode code, Location at, String message, @Nullable String help) {
        return new InvalidInput(List.of(Diagnostic.error(code.code(), at, message, help)));
    }
}
