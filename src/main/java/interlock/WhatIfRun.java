package interlock;

import interlock.diagnostic.InvalidInput;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.report.DealMatrix;
import interlock.report.Report;
import interlock.report.Report.At;
import interlock.report.Report.Status;
import interlock.report.ReportDiff;
import interlock.report.ReportDiff.Move;
import interlock.report.ReportDiff.SignalView;
import interlock.report.WhatIf;
import interlock.report.WhatIf.Attribution;
import interlock.report.WhatIf.Change;
import interlock.report.WhatIf.EditView;
import interlock.report.WhatIf.How;
import interlock.report.WhatIf.What;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Evaluates edited facts and compares. */
final class WhatIfRun {
    /** More edits than this are not tried one by one. */
    private static final int MOST_TRIED = 8;

    private final FactBase base;
    private final List<Edit> edits;
    private final Edits editing;
    private final Function<FactBase, Report> evaluate;
    private final Map<List<Integer>, Optional<Map<String, SignalView>>> tried = new HashMap<>();

    /** @param evaluate what is reported of a fact base; asked often */
    WhatIfRun(FactBase base, List<Edit> edits, Edits editing, Function<FactBase, Report> evaluate) {
        this.base = base;
        this.edits = List.copyOf(edits);
        this.editing = editing;
        this.evaluate = evaluate;
    }

    /**
     * @param before what is reported of what is on file
     * @param after what is reported of the edited facts
     * @param says the sentence of a fact of a fact base
     */
    WhatIf of(
            Report before,
            Report after,
            FactBase edited,
            UnaryOperator<String> fileName,
            BiFunction<FactBase, Assertion, String> says) {
        ReportDiff diff = ReportDiff.between(before, after);
        Map<String, String> proofs = new HashMap<>();
        before.signals().forEach(s -> proofs.put(s.id(), s.proof()));
        after.signals().forEach(s -> proofs.put(s.id(), s.proof()));
        List<Change> changes = new ArrayList<>();
        for (SignalView s : diff.appeared()) {
            changes.add(change(What.APPEARED, null, s, proofs));
        }
        for (SignalView s : diff.vanished()) {
            changes.add(change(What.VANISHED, s, null, proofs));
        }
        for (Move m : diff.moved()) {
            What what = !m.inStatus()
                    ? What.MOVED
                    : m.after().status() == Status.ESTABLISHED ? What.ESTABLISHED : What.UNSETTLED;
            changes.add(change(what, m.before(), m.after(), proofs));
        }
        changes.sort(Comparator.comparing(Change::what));
        List<String> notes = new ArrayList<>();
        if (edits.size() > MOST_TRIED && !changes.isEmpty()) {
            notes.add(
                    "more than " + MOST_TRIED + " edits are not tried one by one, so which of them did it is not told");
        }
        if (Edits.same(base, edited)) {
            notes.add("the edits change nothing: what they say is on file already");
        } else if (changes.isEmpty()) {
            notes.add("the edits change facts, and no signal with them");
        }
        return new WhatIf(before, after, views(edited, fileName, says), changes, notes);
    }

    private List<EditView> views(
            FactBase edited, UnaryOperator<String> fileName, BiFunction<FactBase, Assertion, String> says) {
        List<EditView> views = new ArrayList<>();
        for (int i = 0; i < edits.size(); i++) {
            Edit edit = edits.get(i);
            String fact = edit.fact();
            // Taken out of all of them, since one may speak of what another adds.
            boolean does =
                    made(chosen(others(i))).map(b -> !Edits.same(edited, b)).orElse(true);
            views.add(new EditView(
                    edit.said(),
                    does,
                    said(base, fact, says),
                    said(edited, fact, says),
                    new At(fileName.apply(edit.at().file()), edit.at().line())));
        }
        return views;
    }

    private @Nullable String said(FactBase facts, @Nullable String fact, BiFunction<FactBase, Assertion, String> says) {
        return fact == null
                ? null
                : editing.latest(facts, fact).map(a -> says.apply(facts, a)).orElse(null);
    }

    private List<Integer> others(int left) {
        return IntStream.range(0, edits.size()).filter(i -> i != left).boxed().toList();
    }

    private List<Edit> chosen(List<Integer> which) {
        return which.stream().map(edits::get).toList();
    }

    private Change change(
            What what, @Nullable SignalView before, @Nullable SignalView after, Map<String, String> proofs) {
        SignalView any = Objects.requireNonNull(after == null ? before : after);
        return new Change(what, before, after, by(any.id(), after), Objects.requireNonNull(proofs.get(any.id())));
    }

    /** Which edits make a signal stand as it does after all of them. */
    private Attribution by(String signal, @Nullable SignalView after) {
        List<Integer> all = IntStream.range(0, edits.size()).boxed().toList();
        if (edits.size() == 1) {
            return attribution(How.ALONE, all);
        }
        if (edits.size() > MOST_TRIED) {
            return attribution(How.UNDETERMINED, List.of());
        }
        List<Integer> enough =
                all.stream().filter(i -> does(List.of(i), signal, after)).toList();
        List<Integer> needed =
                all.stream().filter(i -> !does(others(i), signal, after)).toList();
        if (needed.isEmpty()) {
            return attribution(enough.isEmpty() ? How.UNDETERMINED : How.EACH, enough);
        }
        if (does(needed, signal, after)) {
            return attribution(needed.size() == 1 ? How.ALONE : How.TOGETHER, needed);
        }
        return attribution(How.NEEDED, needed);
    }

    private Attribution attribution(How how, List<Integer> which) {
        return new Attribution(how, which.stream().map(i -> edits.get(i).said()).toList());
    }

    /** Whether a signal stands after some of the edits as it does after all. */
    private boolean does(List<Integer> which, String signal, @Nullable SignalView after) {
        Optional<Map<String, SignalView>> found = tried.get(which);
        if (found == null) {
            found = evaluated(chosen(which));
            tried.put(which, found);
        }
        if (found.isEmpty()) {
            return false;
        }
        SignalView then = found.get().get(signal);
        if (then == null || after == null) {
            return then == null && after == null;
        }
        return !new Move(then, after).isAny();
    }

    /** Empty if these edits cannot be made by themselves, since one speaks of what another, left out, would add. */
    private Optional<Map<String, SignalView>> evaluated(List<Edit> some) {
        return made(some).map(evaluate).map(WhatIfRun::views);
    }

    private Optional<FactBase> made(List<Edit> some) {
        try {
            return Optional.of(editing.applied(base, some));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    private static Map<String, SignalView> views(Report report) {
        Map<String, SignalView> views = new LinkedHashMap<>();
        report.signals().forEach(s -> views.put(s.id(), SignalView.of(s)));
        return views;
    }

    /** Every way in which the deals that are completed may turn out; the other edits hold throughout. */
    DealMatrix matrix(Report before) {
        List<Edit.Complete> deals = edits.stream()
                .filter(Edit.Complete.class::isInstance)
                .map(Edit.Complete.class::cast)
                .toList();
        List<Edit> assumed =
                edits.stream().filter(e -> !(e instanceof Edit.Complete)).toList();
        if (deals.isEmpty() || deals.size() > DealMatrix.MOST) {
            throw new IllegalArgumentException("a matrix is of 1 to " + DealMatrix.MOST + " deals");
        }
        List<List<Boolean>> columns = new ArrayList<>();
        List<Map<String, SignalView>> found = new ArrayList<>();
        for (int column = 0; column < (1 << deals.size()); column++) {
            List<Edit> way = new ArrayList<>(assumed);
            List<Boolean> completes = new ArrayList<>();
            for (int i = 0; i < deals.size(); i++) {
                Edit.Complete deal = deals.get(i);
                // The first column is that in which all of them complete.
                boolean does = (column & (1 << (deals.size() - 1 - i))) == 0;
                completes.add(does);
                way.add(does ? deal : new Edit.Collapse(deal.fact(), deal.at()));
            }
            columns.add(completes);
            found.add(views(evaluate.apply(editing.applied(base, way))));
        }
        Map<String, SignalView> all = new LinkedHashMap<>();
        found.forEach(f -> f.forEach(all::putIfAbsent));
        List<DealMatrix.Row> rows = new ArrayList<>();
        all.forEach((id, signal) -> {
            List<@Nullable SignalView> cells = new ArrayList<>();
            found.forEach(f -> cells.add(f.get(id)));
            boolean moves = cells.stream().anyMatch(c -> c == null || new Move(signal, c).isAny());
            if (moves) {
                rows.add(new DealMatrix.Row(signal, Collections.unmodifiableList(cells)));
            }
        });
        return new DealMatrix(
                DealMatrix.FORMAT,
                before.run().asOf(),
                before.run().knownAsOf(),
                deals.stream().map(Edit.Complete::fact).toList(),
                assumed.stream().map(Edit::said).toList(),
                columns,
                rows,
                all.size() - rows.size());
    }
}
