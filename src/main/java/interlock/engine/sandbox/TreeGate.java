package interlock.engine.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * The second gate: that the builder's own parser reads in the text what the first gate read in it, rule by rule and
 * pattern by pattern, and nothing beside.
 */
public final class TreeGate {
    private static final Set<Class<?>> ELEMENTS =
            Set.of(AndDescr.class, OrDescr.class, NotDescr.class, ExistsDescr.class);

    private final List<TextGate.Matched> patterns = new ArrayList<>();
    private final List<String> strange = new ArrayList<>();

    private TreeGate() {}

    /** What the parser reads otherwise; the text that a gate let through. */
    public static List<Refusal> judge(TextGate.Verdict verdict) {
        @Nullable PackageDescr tree;
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            tree = parser.parse(true, verdict.text());
        } catch (DroolsParserException e) {
            tree = null;
        }
        if (parser.hasErrors() || tree == null) {
            // What cannot be parsed cannot be built; whoever builds it says where.
            return List.of();
        }
        if (!onlyRules(tree)) {
            return List.of(otherwise(0, ""));
        }
        List<Refusal> refusals = new ArrayList<>();
        List<RuleDescr> rules = tree.getRules();
        if (rules.size() != verdict.clauses().size()) {
            return List.of(otherwise(0, ""));
        }
        for (int i = 0; i < rules.size(); i++) {
            TextGate.Clause clause = verdict.clauses().get(i);
            if (!agrees(rules.get(i), clause)) {
                refusals.add(otherwise(clause.line(), clause.name()));
            }
        }
        return refusals;
    }

    private static boolean onlyRules(PackageDescr tree) {
        return tree.getFunctions().isEmpty()
                && tree.getGlobals().isEmpty()
                && tree.getTypeDeclarations().isEmpty()
                && tree.getEnumDeclarations().isEmpty()
                && tree.getEntryPointDeclarations().isEmpty()
                && tree.getWindowDeclarations().isEmpty()
                && tree.getAttributes().isEmpty()
                && tree.getName().equals("interlock.policies");
    }

    private static boolean agrees(RuleDescr rule, TextGate.Clause clause) {
        TreeGate gate = new TreeGate();
        rule.getLhs().getDescrs().forEach(gate::element);
        return rule.getName().equals(clause.name())
                && !rule.isQuery()
                && rule.getParentName() == null
                && rule.getAnnotationNames().isEmpty()
                && rule.getNamedConsequences().isEmpty()
                && Set.of("salience").containsAll(rule.getAttributes().keySet())
                && gate.strange.isEmpty()
                && gate.kinds(gate.patterns).equals(gate.kinds(clause.patterns()));
    }

    private List<String> kinds(List<TextGate.Matched> matched) {
        return matched.stream().map(TextGate.Matched::kind).toList();
    }

    private void element(BaseDescr element) {
        if (element instanceof PatternDescr pattern) {
            pattern(pattern);
        } else if (ELEMENTS.contains(element.getClass())) {
            ((ConditionalElementDescr) element).getDescrs().forEach(d -> element((BaseDescr) d));
        } else {
            strange.add(element.getClass().getSimpleName());
        }
    }

    private void pattern(PatternDescr pattern) {
        if (pattern.getSource() instanceof AccumulateDescr accumulate
                && accumulate.getClass() == AccumulateDescr.class) {
            element(accumulate.getInput());
            if (accumulate.getInitCode() != null
                    || accumulate.getActionCode() != null
                    || accumulate.getResultCode() != null
                    || accumulate.getReverseCode() != null
                    || accumulate.getFunctions() == null
                    || accumulate.getFunctions().isEmpty()) {
                strange.add("code");
            }
        } else if (pattern.getSource() == null || pattern.getSource().getClass() == FromDescr.class) {
            patterns.add(new TextGate.Matched(pattern.getObjectType(), pattern.getLine()));
        } else {
            strange.add(pattern.getSource().getClass().getSimpleName());
        }
        if (!pattern.getBehaviors().isEmpty()
                || pattern.isQuery()
                || !pattern.getAnnotationNames().isEmpty()) {
            strange.add("behaviour");
        }
        pattern.getConstraint().getDescrs().stream()
                .filter(c -> c.getClass() != ExprConstraintDescr.class)
                .forEach(c -> strange.add(c.getClass().getSimpleName()));
    }

    private static Refusal otherwise(int line, String name) {
        return new Refusal(
                "IL174",
                line,
                1,
                "rule",
                (name.isEmpty() ? "the text" : "the clause `" + name + "`") + " can be read in two ways",
                "write it more plainly");
    }
}
