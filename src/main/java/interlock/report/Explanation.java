package interlock.report;

import interlock.report.Report.At;
import interlock.report.Report.EvidenceLine;
import interlock.report.Report.FactView;
import interlock.report.Report.ParameterView;
import interlock.report.Report.PartyView;
import interlock.report.Report.Proof;
import interlock.report.Report.Score;
import interlock.report.Report.Signal;
import interlock.report.Report.SourceView;
import interlock.vocabulary.Level;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a signal is raised: its proofs as trees, down to the quotes and their sources. The first proof is the one that scores
 * highest and, of these, the one on the fewest facts; the others follow in that order. The names of components are the names
 * in JSON.
 *
 * @param narrative what the signal says, in the words of its policy
 * @param hangsOn what would have to come about first; empty for a signal that is established
 * @param proofs the roots of the trees
 * @param more how many further proofs there are that were not asked for
 */
public record Explanation(
        LocalDate asOf,
        LocalDate knownAsOf,
        String signal,
        String policy,
        String title,
        @Nullable String grade,
        List<PartyView> parties,
        Level level,
        Report.Status status,
        String narrative,
        List<String> hangsOn,
        List<Node> proofs,
        int more,
        List<String> references) {

    /** What a node of the tree stands for. */
    public enum Kind {
        /** What a clause concludes; the conditions that were met hang below it. */
        CONCLUSION,
        /** A fact on file; its evidence hangs below it. */
        FACT,
        /** What a source says. */
        EVIDENCE,
        /** A threshold that the clause went by. */
        PARAMETER,
        /** What the clause looked for and did not find. */
        ABSENCE,
        /** A component of the score. */
        SCORE
    }

    /** The part that a node plays in the conclusion above it. */
    public enum Part {
        CONDITION,
        /** A member of a total, a count or a list. */
        MEMBER,
        /** It shows that something of its kind exists. */
        WITNESS
    }

    /**
     * A node of the tree.
     *
     * @param id of the proof, fact, source or parameter that it stands for; null for a score or an absence
     * @param says what it says, in words, without a full stop
     * @param standing status, date and grade of a fact, publisher and grade of evidence, standing and reference of a parameter
     * @param policy the policy that concludes it
     * @param clause the clause of that policy
     * @param at the clause, or the line on which a fact or parameter is on file
     * @param repeated whether the same is explained in full earlier on, so that nothing hangs below it here
     */
    public record Node(
            Kind kind,
            Part part,
            @Nullable String id,
            String says,
            @Nullable String standing,
            @Nullable String policy,
            @Nullable String clause,
            @Nullable At at,
            boolean repeated,
            List<Node> below) {
        public Node {
            below = List.copyOf(below);
        }
    }

    /**
     * Why a report raises one of its signals.
     *
     * @param all whether to give every alternative proof as well
     */
    public static Explanation of(Report report, Signal signal, boolean all) {
        Planting planting = new Planting(report);
        List<Node> proofs = new ArrayList<>(List.of(planting.proof(signal.proof(), Part.CONDITION)));
        if (all) {
            signal.alternatives().forEach(a -> proofs.add(planting.proof(a, Part.CONDITION)));
        }
        return new Explanation(
                report.run().asOf(),
                report.run().knownAsOf(),
                signal.id(),
                signal.policy().id(),
                signal.policy().title(),
                signal.grade(),
                signal.parties(),
                signal.level(),
                signal.status(),
                signal.narrative(),
                signal.contingentOn().stream()
                        .map(id -> {
                            FactView fact = report.facts().get(id);
                            return fact == null ? id : fact.says();
                        })
                        .toList(),
                List.copyOf(proofs),
                all ? 0 : signal.alternatives().size(),
                signal.policy().references());
    }

    /** Grows the trees of one explanation; what is explained once is only named where it comes up again. */
    private static final class Planting {
        private final Report report;
        private final Set<String> shown = new HashSet<>();

        Planting(Report report) {
            this.report = report;
        }

        Node proof(String id, Part part) {
            Proof p = report.proofs().get(id);
            if (p == null) {
                return new Node(Kind.CONCLUSION, part, id, id, null, null, null, null, false, List.of());
            }
            boolean repeated = !shown.add(id);
            return new Node(
                    Kind.CONCLUSION,
                    part,
                    id,
                    stripped(p.concludes()),
                    null,
                    p.policy(),
                    p.clause(),
                    p.at(),
                    repeated,
                    repeated ? List.of() : below(p));
        }

        private List<Node> below(Proof p) {
            List<Node> below = new ArrayList<>();
            for (Score s : p.score()) {
                below.add(leaf(Kind.SCORE, null, s.points().toPlainString() + " for " + s.component(), null));
            }
            p.parameters().forEach(id -> below.add(parameter(id)));
            for (String premise : p.premises()) {
                Part part = p.counted().contains(premise)
                        ? Part.MEMBER
                        : p.witnesses().contains(premise) ? Part.WITNESS : Part.CONDITION;
                below.add(report.proofs().containsKey(premise) ? proof(premise, part) : fact(premise, part));
            }
            p.absent().forEach(a -> below.add(leaf(Kind.ABSENCE, null, a, null)));
            return below;
        }

        private Node parameter(String id) {
            ParameterView p = report.parameters().get(id);
            if (p == null) {
                return leaf(Kind.PARAMETER, id, id, null);
            }
            String standing = Stream.of(
                            words(p.status()),
                            p.reference(),
                            p.effectiveFrom() == null ? "" : "from " + p.effectiveFrom(),
                            p.effectiveTo() == null ? "" : "to " + p.effectiveTo())
                    .filter(w -> !w.isEmpty())
                    .collect(Collectors.joining(", "));
            return new Node(
                    Kind.PARAMETER,
                    Part.CONDITION,
                    id,
                    id + ": " + p.says(),
                    standing,
                    null,
                    null,
                    p.at(),
                    false,
                    List.of());
        }

        private Node fact(String id, Part part) {
            FactView f = report.facts().get(id);
            if (f == null) {
                return new Node(Kind.FACT, part, id, id, null, null, null, null, false, List.of());
            }
            boolean repeated = !shown.add(id) && !f.evidence().isEmpty();
            return new Node(
                    Kind.FACT,
                    part,
                    id,
                    stripped(f.says()),
                    standing(f),
                    null,
                    null,
                    f.at(),
                    repeated,
                    repeated
                            ? List.of()
                            : f.evidence().stream().map(this::evidence).toList());
        }

        private Node evidence(EvidenceLine e) {
            SourceView s = report.sources().get(e.source());
            String where = s == null
                    ? e.source()
                    : s.publisher() + ", " + s.title() + (s.published() == null ? "" : ", " + s.published());
            String grade = s == null ? "" : s.letter() + e.credibility() + ", ";
            return leaf(
                    Kind.EVIDENCE,
                    e.source(),
                    e.quote() == null ? "" : e.quote(),
                    where + " (" + grade + (e.locator() == null ? e.source() : e.locator()) + ")");
        }

        private static Node leaf(Kind kind, @Nullable String id, String says, @Nullable String standing) {
            return new Node(kind, Part.CONDITION, id, says, standing, null, null, null, false, List.of());
        }
    }

    /** The status of a fact unless it says that itself, its date and its grade; null if there is nothing to add. */
    public static @Nullable String standing(FactView fact) {
        String status = words(fact.status());
        boolean said = fact.says().toLowerCase(Locale.ROOT).startsWith(status + ":");
        String details = Stream.of(
                        said ? "" : status,
                        fact.from() == null ? "" : fact.from().toString(),
                        fact.grade() == null ? "" : fact.grade(),
                        fact.certain() ? "" : "not certain")
                .filter(d -> !d.isEmpty())
                .collect(Collectors.joining(", "));
        return details.isEmpty() ? null : details;
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String stripped(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
