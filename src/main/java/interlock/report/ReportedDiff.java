package interlock.report;

import interlock.diagnostic.LineDifference;
import interlock.diagnostic.LineDifference.Passage;
import interlock.report.Diff.AlterationView;
import interlock.report.Diff.Change;
import interlock.report.Diff.Fate;
import interlock.report.Diff.How;
import interlock.report.Diff.Side;
import interlock.report.Diff.Way;
import interlock.report.Diff.What;
import interlock.report.ParameterMarks.Value;
import interlock.report.PolicyMarks.ClauseMarks;
import interlock.report.PolicyMarks.Mark;
import interlock.report.PolicyMarks.Tag;
import interlock.report.Report.At;
import interlock.report.Report.FactView;
import interlock.report.Report.ParameterView;
import interlock.report.Report.PoliciesRun;
import interlock.report.Report.Proof;
import interlock.report.Report.Signal;
import interlock.report.ReportDiff.Move;
import interlock.report.ReportDiff.SignalView;
import interlock.vocabulary.Fingerprint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What lies between two reports, where nothing but the reports is at hand: the cause of each change is what its proofs cite
 * and the two say otherwise.
 */
public final class ReportedDiff {
    private final Report before;
    private final Report after;
    private final List<AlterationView> alterations = new ArrayList<>();
    /** The numbers of alterations by what a proof would cite: ids of facts and parameters, files of policies. */
    private final Map<String, List<Integer>> cited = new HashMap<>();
    /** Those that every signal may come of. */
    private final List<Integer> everywhere = new ArrayList<>();
    /** Parameters of which values are otherwise on file. */
    private final Set<String> valued = new TreeSet<>();

    private ReportedDiff(Report before, Report after) {
        this.before = before;
        this.after = after;
    }

    /** The difference of two reports by the names that a reader knows them by. */
    public static Diff between(String nameBefore, Report before, String nameAfter, Report after) {
        ReportedDiff diff = new ReportedDiff(before, after);
        diff.find();
        ReportDiff difference = after.minus(before);
        List<Change> changes = new ArrayList<>();
        for (SignalView s : difference.appeared()) {
            changes.add(diff.change(Fate.APPEARED, null, s));
        }
        for (SignalView s : difference.vanished()) {
            changes.add(diff.change(Fate.VANISHED, s, null));
        }
        for (List<Move> moves : List.of(difference.moved(), difference.reproved())) {
            for (Move m : moves) {
                changes.add(diff.change(Fate.of(m), m.before(), m.after()));
            }
        }
        SortedMap<String, String> sentences = new TreeMap<>();
        for (Change change : changes) {
            for (String id : change.through()) {
                FactView fact = after.facts().containsKey(id)
                        ? after.facts().get(id)
                        : before.facts().get(id);
                if (fact != null) {
                    sentences.put(id, fact.says());
                }
            }
        }
        return new Diff(
                Diff.FORMAT,
                Diff.Of.REPORTS,
                side(nameBefore, before),
                side(nameAfter, after),
                diff.alterations,
                changes,
                after.signals().size()
                        - (int) changes.stream().filter(c -> c.after() != null).count(),
                sentences,
                diff.notes(changes));
    }

    private static Side side(String name, Report report) {
        return new Side(
                name,
                report.run().engine(),
                report.run().asOf(),
                report.run().knownAsOf(),
                report.run().facts().digest(),
                report.run().policies().digest(),
                report.run().parameters().digest(),
                report.signals().size());
    }

    private List<String> notes(List<Change> changes) {
        List<String> notes = new ArrayList<>();
        if (!Objects.equals(before.run().query(), after.run().query())) {
            notes.add("the reports were asked for different signals, so one that appears or vanishes may only not have"
                    + " been asked for");
        }
        boolean told = before.run().policies().marks() != null
                && after.run().policies().marks() != null;
        if (!told && alterations.stream().anyMatch(a -> a.what() == What.POLICY && "text".equals(a.field()))) {
            notes.add(
                    "a report of an earlier program does not say how its policies read, so of a policy that changed only"
                            + " the file is told, not the line");
        }
        if (!changes.isEmpty()) {
            notes.add("causes are read off what the reports cite; with both fact bases or both rule folders,"
                    + " `./interlock diff` finds them by evaluating");
        }
        return notes;
    }

    // ---- what is otherwise

    private void find() {
        Report.Run was = before.run();
        Report.Run is = after.run();
        if (!was.engine().equals(is.engine())) {
            everywhere.add(add(What.ENGINE, "engine", null, was.engine(), is.engine(), null, null));
        }
        if (!was.asOf().equals(is.asOf())) {
            everywhere.add(add(
                    What.CLOCK, "as-of", null, was.asOf().toString(), is.asOf().toString(), null, null));
        }
        if (!was.knownAsOf().equals(is.knownAsOf())) {
            everywhere.add(add(
                    What.CLOCK,
                    "known-as-of",
                    null,
                    was.knownAsOf().toString(),
                    is.knownAsOf().toString(),
                    null,
                    null));
        }
        files(was.policies(), is.policies());
        values();
        if (!was.parameters().digest().equals(is.parameters().digest()) || clockMoved()) {
            for (String id : both(before.parameters(), after.parameters())) {
                parameter(id, before.parameters().get(id), after.parameters().get(id));
            }
        }
        if (!was.facts().digest().equals(is.facts().digest()) || clockMoved()) {
            for (String id : both(before.facts(), after.facts())) {
                fact(id, before.facts().get(id), after.facts().get(id));
            }
        }
    }

    private boolean clockMoved() {
        return !before.run().asOf().equals(after.run().asOf())
                || !before.run().knownAsOf().equals(after.run().knownAsOf());
    }

    /** A file of policies as a report knows it. */
    private record Reading(
            String file, String digest, @Nullable PolicyMarks marks) {}

    /** The files of policies by what stands below their folder, whatever that is called: a copy has the same policies. */
    private static SortedMap<String, Reading> readings(PoliciesRun run) {
        SortedMap<String, Reading> readings = new TreeMap<>();
        SortedMap<String, PolicyMarks> marks = run.marks();
        run.files().forEach((file, digest) -> {
            Reading reading = new Reading(file, digest, marks == null ? null : marks.get(file));
            String below = file.substring(file.indexOf('/') + 1);
            readings.put(readings.containsKey(below) ? file : below, reading);
        });
        return readings;
    }

    private void files(PoliciesRun beforeRun, PoliciesRun afterRun) {
        SortedMap<String, Reading> read = readings(beforeRun);
        SortedMap<String, Reading> reads = readings(afterRun);
        for (String key : both(read, reads)) {
            Reading was = read.get(key);
            Reading is = reads.get(key);
            if (was != null && is != null && was.digest().equals(is.digest())) {
                continue;
            }
            PolicyMarks then = was == null ? null : was.marks();
            PolicyMarks now = is == null ? null : is.marks();
            if (was != null && is != null && then != null && now != null) {
                policy(new Places(was.file(), is.file()), then, now);
                continue;
            }
            int number = add(
                    What.POLICY,
                    Objects.requireNonNull(is == null ? was : is).file(),
                    was != null && is != null ? "text" : null,
                    was == null ? null : "digest " + brief(was.digest()),
                    is == null ? null : "digest " + brief(is.digest()),
                    was == null ? null : new At(was.file(), 0),
                    is == null ? null : new At(is.file(), 0));
            if (was != null) {
                cite("file " + was.file(), number);
            }
            if (is != null && (was == null || !was.file().equals(is.file()))) {
                cite("file " + is.file(), number);
            }
        }
    }

    /** The file of a policy in the one report and in the other. */
    private record Places(String was, String is) {}

    private void policy(Places file, PolicyMarks was, PolicyMarks is) {
        tags(file, is.id(), null, was.tags(), is.tags());
        for (String name : both(was.clauses(), is.clauses())) {
            ClauseMarks then = was.clauses().get(name);
            ClauseMarks now = is.clauses().get(name);
            if (then == null || now == null) {
                clause(
                        file,
                        is.id(),
                        name,
                        null,
                        then == null ? null : passage(then.marks()),
                        now == null ? null : passage(now.marks()));
            } else {
                tags(file, is.id(), name, then.tags(), now.tags());
                if (!then.digest().equals(now.digest())) {
                    lines(file, is.id(), name, then.marks(), now.marks());
                }
            }
        }
    }

    private void tags(
            Places file,
            String policy,
            @Nullable String clause,
            SortedMap<String, String> was,
            SortedMap<String, String> is) {
        for (String tag : both(was, is)) {
            Tag then = Tag.of(was, tag);
            Tag now = Tag.of(is, tag);
            if (then == null || now == null || !then.says().equals(now.says())) {
                int number = add(
                        clause == null ? What.POLICY : What.CLAUSE,
                        policy,
                        clause,
                        tag,
                        then == null ? null : then.says(),
                        now == null ? null : now.says(),
                        then == null ? null : new At(file.was(), then.line()),
                        now == null ? null : new At(file.is(), now.line()));
                if (clause == null) {
                    cite("policy " + policy, number);
                } else {
                    cite(file, clause, number);
                }
            }
        }
    }

    private void lines(Places file, String policy, String clause, List<Mark> was, List<Mark> is) {
        List<Passage> passages = LineDifference.passages(digests(was), digests(is));
        for (Passage p : passages) {
            clause(
                    file,
                    policy,
                    clause,
                    "text",
                    passage(was.subList(p.from(), p.to())),
                    passage(is.subList(p.start(), p.end())));
        }
        if (passages.isEmpty()) {
            clause(file, policy, clause, "text", passage(was), passage(is));
        }
    }

    private void clause(
            Places file,
            String policy,
            String clause,
            @Nullable String field,
            @Nullable Digested was,
            @Nullable Digested is) {
        int number = add(
                What.CLAUSE,
                policy,
                clause,
                field,
                was == null ? null : was.says(),
                is == null ? null : is.says(),
                was == null ? null : new At(file.was(), was.line()),
                is == null ? null : new At(file.is(), is.line()));
        cite(file, clause, number);
    }

    private void cite(Places file, String clause, int number) {
        cite(cited(file.was(), clause), number);
        if (!file.is().equals(file.was())) {
            cite(cited(file.is(), clause), number);
        }
    }

    /** Lines by the first of them. */
    private record Digested(int line, String says) {}

    private static @Nullable Digested passage(List<Mark> marks) {
        if (marks.isEmpty()) {
            return null;
        }
        int first = marks.get(0).line();
        int last = marks.get(marks.size() - 1).line();
        return new Digested(
                first,
                (first == last ? "line " + first : "lines " + first + " to " + last) + ", digest "
                        + Fingerprint.brief(String.join(" ", digests(marks))));
    }

    private static List<String> digests(List<Mark> marks) {
        return marks.stream().map(Mark::digest).toList();
    }

    private static String cited(String file, String clause) {
        return "clause " + file + " " + clause;
    }

    /** Values that are otherwise, whether or not both reports cite them: a threshold that nothing passes is cited no more. */
    private void values() {
        SortedMap<String, SortedMap<String, String>> earlier =
                before.run().parameters().values();
        SortedMap<String, SortedMap<String, String>> later =
                after.run().parameters().values();
        if (earlier == null || later == null) {
            return;
        }
        SortedMap<String, Value> was = ParameterMarks.values(earlier);
        SortedMap<String, Value> is = ParameterMarks.values(later);
        for (String key : both(was, is)) {
            Value then = was.get(key);
            Value now = is.get(key);
            if (then == null || now == null || !then.says().equals(now.says())) {
                String id = parameter(key);
                int number = add(
                        What.PARAMETER,
                        id,
                        then == null || now == null ? null : "value",
                        then == null ? null : then.says(),
                        now == null ? null : now.says(),
                        then == null ? null : then.at(),
                        now == null ? null : now.at());
                cite("parameter " + id, number);
                cite("parameter " + key, number);
                valued.add(id);
            }
        }
    }

    /** The id of which a key names a value. */
    private static String parameter(String key) {
        return key.replaceFirst("@.*", "");
    }

    private static String brief(@Nullable String digest) {
        return String.valueOf(digest).substring(0, 12);
    }

    private void parameter(String id, @Nullable ParameterView was, @Nullable ParameterView is) {
        if (was == null || is == null) {
            // It is cited by one of the two; that it is on file in the other cannot be excluded.
            return;
        }
        if (!was.says().equals(is.says()) && !valued.contains(parameter(id))) {
            cite("parameter " + id, add(What.PARAMETER, id, "value", was.says(), is.says(), was.at(), is.at()));
        }
    }

    private void fact(String id, @Nullable FactView was, @Nullable FactView is) {
        if (was == null || is == null) {
            FactView only = was == null ? is : was;
            cite(
                    "fact " + id,
                    add(
                            What.FACT,
                            id,
                            "cited",
                            was == null ? null : Objects.requireNonNull(only).says(),
                            is == null ? null : Objects.requireNonNull(only).says(),
                            was == null ? null : was.at(),
                            is == null ? null : is.at()));
            return;
        }
        Map<String, String> then = fields(was);
        Map<String, String> now = fields(is);
        for (String field : both(then, now)) {
            if (!Objects.equals(then.get(field), now.get(field))) {
                cite("fact " + id, add(What.FACT, id, field, then.get(field), now.get(field), was.at(), is.at()));
            }
        }
    }

    private static Map<String, String> fields(FactView fact) {
        Map<String, String> fields = new LinkedHashMap<>(fact.fields());
        fields.put("kind", fact.kind());
        fields.put("status", fact.status());
        fields.put("asserted", fact.asserted().toString());
        put(fields, "from", fact.from());
        put(fields, "to", fact.to());
        put(fields, "grade", fact.grade());
        put(fields, "contradicts", fact.contradicts());
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }

    private int add(
            What what,
            String name,
            @Nullable String field,
            @Nullable String was,
            @Nullable String is,
            @Nullable At stood,
            @Nullable At stands) {
        return add(what, name, null, field, was, is, stood, stands);
    }

    private int add(
            What what,
            String name,
            @Nullable String clause,
            @Nullable String field,
            @Nullable String was,
            @Nullable String is,
            @Nullable At stood,
            @Nullable At stands) {
        int number = alterations.size() + 1;
        alterations.add(new AlterationView(number, what, name, clause, field, was, is, stood, stands));
        return number;
    }

    private void cite(String what, int number) {
        cited.computeIfAbsent(what, k -> new ArrayList<>()).add(number);
    }

    private static SortedSet<String> both(Map<String, ?> one, Map<String, ?> other) {
        SortedSet<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys;
    }

    // ---- what did it

    private Change change(Fate fate, @Nullable SignalView was, @Nullable SignalView is) {
        SignalView any = Objects.requireNonNull(is == null ? was : is);
        SortedSet<String> through = new TreeSet<>();
        SortedSet<String> what = new TreeSet<>();
        collect(before, any.id(), what, is == null ? through : new TreeSet<>());
        collect(after, any.id(), what, is == null ? new TreeSet<>() : through);
        what.add("policy " + any.policy());
        SortedSet<Integer> numbers = new TreeSet<>(everywhere);
        what.forEach(w -> numbers.addAll(cited.getOrDefault(w, List.of())));
        // The policy itself may be edited in a clause that now raises nothing.
        String own = "/" + any.policy() + ".drl";
        boolean none = numbers.isEmpty();
        cited.forEach((w, n) -> {
            if ((w.startsWith("file ") && w.endsWith(own))
                    || (none && w.startsWith("clause ") && w.contains(own + " "))) {
                numbers.addAll(n);
            }
        });
        List<Way> ways = numbers.isEmpty()
                ? List.of(new Way(How.UNDETERMINED, List.of()))
                : List.of(new Way(How.CITED, List.copyOf(numbers)));
        through.removeIf(id -> !cited.containsKey("fact " + id) && isParty(is == null ? before : after, id));
        return new Change(fate, was, is, ways, List.copyOf(through));
    }

    private static boolean isParty(Report report, String id) {
        FactView fact = report.facts().get(id);
        return fact != null && Set.of("Company", "Person", "Fund").contains(fact.kind());
    }

    /** What the proofs of a signal cite, and the facts under them. */
    private static void collect(Report report, String signal, SortedSet<String> what, Set<String> facts) {
        Deque<String> open = new ArrayDeque<>();
        for (Signal s : report.signals()) {
            if (s.id().equals(signal)) {
                open.add(s.proof());
                open.addAll(s.alternatives());
            }
        }
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            String id = open.pop();
            Proof proof = report.proofs().get(id);
            if (!seen.add(id)) {
                continue;
            }
            if (proof == null) {
                facts.add(id);
                what.add("fact " + id);
            } else {
                what.add("file " + proof.at().file());
                what.add(cited(proof.at().file(), proof.clause()));
                proof.parameters().forEach(p -> what.add("parameter " + p));
                open.addAll(proof.premises());
            }
        }
    }
}
