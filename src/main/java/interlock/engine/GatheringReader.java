package interlock.engine;

import interlock.derivation.Premise;
import interlock.diagnostic.DidYouMean;
import interlock.engine.ReadClause.Gathering;
import interlock.policy.Clause;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;

/** Reads what an accumulate makes of the facts that it looks through. */
final class GatheringReader {
    private static final Pattern PLAIN = Pattern.compile("\\$\\w+|[0-9]+");
    /** The functions of an accumulate. */
    static final Set<String> GATHERERS =
            Set.of("total", "largest", "concentration", "effectiveNumber", "each", "count", "min", "max");

    private final ClauseDraft draft;
    private final Clause clause;
    private final String text;
    private final ConstraintReader constraints;

    GatheringReader(ClauseDraft draft, ConstraintReader constraints) {
        this.draft = draft;
        this.clause = draft.clause();
        this.text = draft.text();
        this.constraints = constraints;
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
                            && Pattern.compile("lacking\\(\\s*\"[^\"]*\"\\s*,\\s*" + Pattern.quote(bind) + "\\s*\\)")
                                    .matcher(own)
                                    .find();
                });
    }
    /**
     * @param binders which pattern binds each variable that is looked through
     * @param inner what its functions see
     * @param scope what stands behind it sees
     */
    void read(
            PatternDescr result,
            AccumulateDescr accumulate,
            Map<String, PatternDescr> binders,
            Set<String> inner,
            Set<String> scope) {
        draft.gathered().add(lacking(result, accumulate) ? Premise.How.LACKING : Premise.How.COUNTED);
        Set<PatternDescr> summed = Collections.newSetFromMap(new IdentityHashMap<>());
        if (accumulate.getFunctions() == null || accumulate.getFunctions().isEmpty()) {
            draft.error(
                    "IL127",
                    accumulate.getStartCharacter(),
                    10,
                    "an accumulate takes functions, such as `$sum : total( $amount )`",
                    null);
            return;
        }
        for (var function : accumulate.getFunctions()) {
            if (!GATHERERS.contains(function.getFunction())) {
                int index = text.indexOf(function.getFunction(), accumulate.getStartCharacter());
                draft.error(
                        "IL127",
                        index,
                        function.getFunction().length(),
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
                    draft.error(
                            "IL127",
                            accumulate.getStartCharacter(),
                            10,
                            "`" + parameter.strip() + "`: a function of an accumulate takes one variable",
                            "conclude the value in a clause of its own and match that");
                }
                PatternDescr binder = binders.get(parameter.strip());
                if (binder != null && summed.add(binder) && summed.size() > 1) {
                    // Drools 10.2: the executable model gives such a function the tuple instead of the value.
                    draft.error(
                            "IL128",
                            accumulate.getStartCharacter(),
                            10,
                            "the functions of an accumulate take values of one of its patterns",
                            "write an accumulate for each");
                }
                for (Condition.Token token : Condition.of(parameter).tokens()) {
                    if (token.sort() == Condition.Sort.VARIABLE && !inner.contains(token.text())) {
                        draft.unbound(token.text(), accumulate.getStartCharacter(), inner);
                    }
                }
            }
        }
        draft.gatherings()
                .add(new Gathering(
                        accumulate.getStartCharacter(),
                        functions(accumulate),
                        result.getConstraint().getDescrs().stream()
                                .map(c -> constraints.at((ExprConstraintDescr) c))
                                .toList()));
        for (BaseDescr constraint : result.getConstraint().getDescrs()) {
            ExprConstraintDescr descr = (ExprConstraintDescr) constraint;
            constraints.read("", descr, scope);
            if (Condition.of(descr.getExpression()).tokens().stream()
                    .anyMatch(t -> t.sort() == Condition.Sort.FUNCTION)) {
                draft.error(
                        "IL128",
                        constraints.start(descr),
                        descr.getExpression().length(),
                        "a function may not be called in the conditions of an accumulate",
                        "compare in a pattern behind it, as in `Parameter( id == …, percentage( $part, $all ) > value )`");
            }
        }
    }

    private static Map<String, String> functions(AccumulateDescr accumulate) {
        Map<String, String> functions = new LinkedHashMap<>();
        for (var function : accumulate.getFunctions()) {
            functions.put(
                    function.getBind() == null ? "" : function.getBind(),
                    function.getFunction() + "(" + String.join(",", function.getParams()) + ")");
        }
        return functions;
    }
}
