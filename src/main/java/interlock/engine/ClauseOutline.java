package interlock.engine;

import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * What a clause asks for and what it concludes, as a tree that can be put in words.
 *
 * @param roles the variables of the parties of its signal, without their dollar signs; empty if it raises none
 * @param concludes the kinds of what it concludes for other policies
 */
public record ClauseOutline(List<Part> conditions, List<String> roles, List<String> concludes) {
    public ClauseOutline {
        conditions = List.copyOf(conditions);
        roles = List.copyOf(roles);
        concludes = List.copyOf(concludes);
    }

    /** A condition of a clause. */
    public sealed interface Part {}

    /**
     * Something of a kind is there.
     *
     * @param variable what it is bound to
     * @param from the list that it is taken from; null if from all that there is
     */
    public record Match(
            String kind,
            @Nullable String variable,
            List<String> constraints,
            @Nullable String from) implements Part {}

    /** These are not there together. */
    public record None(List<Part> parts) implements Part {}

    /** These are there together at least once. */
    public record Some(List<Part> parts) implements Part {}

    /** One of these is there. */
    public record Either(List<Part> parts) implements Part {}

    /** These belong together as one branch. */
    public record Both(List<Part> parts) implements Part {}

    /** Something is worked out over all cases in which these are there. */
    public record Gather(List<Part> parts, List<Figure> figures) implements Part {}

    /** What is worked out: a variable, by a function, of other variables. */
    public record Figure(@Nullable String variable, String function, List<String> of) {}

    /** The outline of a clause; empty if it cannot be read. */
    public static Optional<ClauseOutline> of(Policy policy, Clause clause, Vocabulary vocabulary) {
        String text = ClauseText.withoutComments(policy.source().substring(clause.start(), clause.end()));
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        @Nullable PackageDescr tree;
        try {
            tree = parser.parse(true, text);
        } catch (DroolsParserException e) {
            tree = null;
        }
        if (parser.hasErrors() || tree == null || tree.getRules().size() != 1) {
            return Optional.empty();
        }
        int then = new ClauseText(text, 0, text.length(), clause.name(), Set.of()).consequenceStart();
        if (then < 0) {
            return Optional.empty();
        }
        Consequence consequence =
                new Consequence(text.substring(then, text.length() - "end".length()), new Shelf(vocabulary));
        return Optional.of(new ClauseOutline(
                parts(tree.getRules().get(0).getLhs().getDescrs()),
                consequence.roles(),
                consequence.conclusions().stream()
                        .filter(c -> !c.equals("Signal"))
                        .toList()));
    }

    private static List<Part> parts(List<?> elements) {
        List<Part> parts = new ArrayList<>();
        for (Object element : elements) {
            if (element instanceof AndDescr and) {
                parts.addAll(parts(and.getDescrs()));
            } else {
                parts.add(part((BaseDescr) element));
            }
        }
        return List.copyOf(parts);
    }

    private static Part part(BaseDescr element) {
        if (element instanceof NotDescr not) {
            return new None(parts(not.getDescrs()));
        }
        if (element instanceof ExistsDescr exists) {
            return new Some(parts(exists.getDescrs()));
        }
        if (element instanceof OrDescr or) {
            return new Either(or.getDescrs().stream()
                    .map(b -> b instanceof AndDescr and ? new Both(parts(and.getDescrs())) : part(b))
                    .toList());
        }
        if (element instanceof PatternDescr pattern && pattern.getSource() instanceof AccumulateDescr accumulate) {
            List<Figure> figures = accumulate.getFunctions() == null
                    ? List.of()
                    : accumulate.getFunctions().stream()
                            .map(f -> new Figure(f.getBind(), f.getFunction(), List.of(f.getParams())))
                            .toList();
            List<Part> gathered = new ArrayList<>(List.of(new Gather(parts(List.of(accumulate.getInput())), figures)));
            List<String> constraints = constraints(pattern);
            if (!constraints.isEmpty()) {
                gathered.add(new Match("", null, constraints, null));
                return new Both(gathered);
            }
            return gathered.get(0);
        }
        if (element instanceof PatternDescr pattern) {
            return new Match(
                    pattern.getObjectType(),
                    pattern.getIdentifier(),
                    constraints(pattern),
                    pattern.getSource() instanceof FromDescr from ? String.valueOf(from.getDataSource()) : null);
        }
        return new Match("", null, List.of(element.toString()), null);
    }

    private static List<String> constraints(PatternDescr pattern) {
        return pattern.getConstraint().getDescrs().stream()
                .map(c -> c instanceof ExprConstraintDescr e ? e.getExpression() : c.toString())
                .toList();
    }
}
