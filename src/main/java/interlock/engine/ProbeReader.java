package interlock.engine;

import interlock.diagnostic.Location;
import interlock.policy.Clause;
import interlock.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Takes a clause apart into its conditions and writes for each two lists of conditions that can be run: what must match
 * for the condition to be asked, and the same with the condition. What the second lacks of the first failed it, so no
 * condition need be turned round, and what is unknown stays as false as it is in the clause.
 */
final class ProbeReader {
    private static final Pattern BINDING = Pattern.compile("\\$\\w+\\s*:(?!=)\\s*[A-Za-z_][\\w.]*");

    /**
     * A condition and how to ask it.
     *
     * @param reaching the conditions that a row must meet to be asked
     * @param passing the same and the condition itself
     */
    record Planned(Probe probe, String reaching, String passing) {}

    private final Policy policy;
    private final Clause clause;
    private final String text;
    private final List<Planned> planned = new ArrayList<>();

    private ProbeReader(Policy policy, Clause clause) {
        this.policy = policy;
        this.clause = clause;
        this.text = ClauseText.withoutComments(ClauseText.of(policy, clause));
    }

    /** The conditions of a clause that compiles, in the order of its text. */
    static List<Planned> of(Policy policy, Clause clause) {
        ProbeReader reader = new ProbeReader(policy, clause);
        reader.read();
        return List.copyOf(reader.planned);
    }

    private void read() {
        @Nullable PackageDescr tree;
        try {
            tree = new DrlParser(LanguageLevelOption.DRL6).parse(true, text);
        } catch (DroolsParserException e) {
            throw new IllegalStateException("a clause that compiled cannot be read: " + clause.name(), e);
        }
        if (tree == null || tree.getRules().size() != 1) {
            throw new IllegalStateException("a clause that compiled cannot be read: " + clause.name());
        }
        RuleDescr rule = tree.getRules().get(0);
        String before = "";
        List<BaseDescr> elements = joined(rule.getLhs().getDescrs());
        for (int i = 0; i < elements.size(); i++) {
            before += element(elements.get(i), before, new Place(i, -1, false, true)) + "\n";
        }
    }

    /**
     * Where a condition stands.
     *
     * @param asked whether a pattern without constraints is a condition there: within an accumulate it is none, since the
     *     clause goes on whether or not there is anything to gather
     */
    private record Place(int element, int branch, boolean inner, boolean asked) {
        Place within(boolean asksForPresence) {
            return new Place(element, branch, true, asksForPresence);
        }
    }

    /** Plans the probes of an element; the whole element as text. */
    private String element(BaseDescr element, String before, Place place) {
        if (element instanceof NotDescr not) {
            return whole(not.getDescrs(), not, Probe.Sort.ABSENCE, before, place);
        }
        if (element instanceof ExistsDescr exists) {
            return whole(exists.getDescrs(), exists, Probe.Sort.WITNESS, before, place);
        }
        if (element instanceof OrDescr or) {
            return either(or, before, place);
        }
        if (element instanceof PatternDescr pattern) {
            return pattern.getSource() instanceof AccumulateDescr accumulate
                    ? gathering(pattern, accumulate, before, place)
                    : pattern(pattern, before, place);
        }
        throw new IllegalStateException(
                "a condition of no known kind: " + element.getClass().getSimpleName());
    }

    private String pattern(PatternDescr pattern, String before, Place place) {
        List<String> constraints = new ArrayList<>();
        boolean asked = false;
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            ExprConstraintDescr descr = (ExprConstraintDescr) constraint;
            String reaching = before + text(pattern, constraints);
            constraints.add(descr.getExpression());
            if (!BINDING.matcher(descr.getExpression().strip()).matches()) {
                asked = true;
                add(
                        Probe.Sort.CONSTRAINT,
                        pattern.getObjectType(),
                        descr.getExpression(),
                        start(descr),
                        place,
                        reaching,
                        before + text(pattern, constraints));
            }
        }
        if (!asked && place.asked()) {
            add(
                    Probe.Sort.PRESENCE,
                    pattern.getObjectType(),
                    pattern.getObjectType(),
                    start(pattern),
                    place,
                    before,
                    before + "exists( " + text(pattern, List.of()) + " )");
        }
        return text(pattern, constraints);
    }

    private static String text(PatternDescr pattern, List<String> constraints) {
        String binds = pattern.getIdentifier() == null ? "" : pattern.getIdentifier() + " : ";
        String from = pattern.getSource() instanceof FromDescr source ? " from " + source.getDataSource() : "";
        return binds + pattern.getObjectType() + "( " + String.join(", ", constraints) + " )" + from;
    }

    /** A {@code not} or an {@code exists}, and what stands in it. */
    private String whole(List<?> children, BaseDescr descr, Probe.Sort sort, String before, Place place) {
        List<BaseDescr> parts = joined(children);
        int planner = planned.size();
        List<String> texts = all(parts, before, place.within(parts.size() > 1));
        String word = sort == Probe.Sort.ABSENCE ? "not" : "exists";
        String whole = word + "( " + String.join(" and ", texts) + " )";
        String kind = parts.size() == 1 && parts.get(0) instanceof PatternDescr p ? p.getObjectType() : "";
        add(
                sort,
                kind,
                text.substring(descr.getStartCharacter(), descr.getEndCharacter() + 1),
                descr.getStartCharacter(),
                place,
                before,
                before + whole);
        // In the order of the text: the word comes before what stands behind it.
        planned.add(planner, planned.remove(planned.size() - 1));
        return whole;
    }

    private List<String> all(List<BaseDescr> parts, String before, Place place) {
        List<String> texts = new ArrayList<>();
        for (BaseDescr part : parts) {
            String earlier = texts.stream().map(t -> t + "\n").collect(Collectors.joining());
            texts.add(element(part, before + earlier, place));
        }
        return texts;
    }

    private String gathering(PatternDescr result, AccumulateDescr accumulate, String before, Place place) {
        List<String> texts = all(joined(List.of(accumulate.getInput())), before, place.within(false));
        String functions = accumulate.getFunctions().stream()
                .map(f -> (f.getBind() == null ? "" : f.getBind() + " : ") + f.getFunction() + "( "
                        + String.join(", ", f.getParams()) + " )")
                .collect(Collectors.joining(", "));
        String head = "accumulate( " + String.join(" and ", texts) + "; " + functions;
        List<String> constraints = new ArrayList<>();
        for (BaseDescr constraint : result.getConstraint().getDescrs()) {
            ExprConstraintDescr descr = (ExprConstraintDescr) constraint;
            String reaching = before + gathered(head, constraints);
            constraints.add(descr.getExpression());
            add(
                    Probe.Sort.RESULT,
                    "",
                    descr.getExpression(),
                    start(descr),
                    place,
                    reaching,
                    before + gathered(head, constraints));
        }
        return gathered(head, constraints);
    }

    private static String gathered(String head, List<String> constraints) {
        return head + (constraints.isEmpty() ? "" : "; " + String.join(", ", constraints)) + " )";
    }

    private String either(OrDescr or, String before, Place place) {
        List<String> branches = new ArrayList<>();
        for (BaseDescr branch : or.getDescrs()) {
            Place side = new Place(place.element(), branches.size(), place.inner(), true);
            branches.add("( " + String.join(" and ", all(joined(List.of(branch)), before, side)) + " )");
        }
        return "( " + String.join(" or ", branches) + " )";
    }

    private static List<BaseDescr> joined(List<?> elements) {
        List<BaseDescr> joined = new ArrayList<>();
        for (Object element : elements) {
            if (element instanceof AndDescr and) {
                joined.addAll(joined(and.getDescrs()));
            } else {
                joined.add((BaseDescr) element);
            }
        }
        return joined;
    }

    private void add(
            Probe.Sort sort, String kind, String written, int start, Place place, String reaching, String passing) {
        int lineStart = policy.source().lastIndexOf('\n', Math.max(0, start - 1)) + 1;
        int line = (int) policy.source()
                        .substring(0, start)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        int lineEnd = policy.source().indexOf('\n', start);
        int end =
                Math.min(start + written.length(), lineEnd < 0 ? policy.source().length() : lineEnd);
        planned.add(new Planned(
                new Probe(
                        sort,
                        kind,
                        written.strip().replaceAll("\\s+", " "),
                        new Location(policy.file(), line, start - lineStart + 1, Math.max(1, end - start)),
                        place.element(),
                        place.branch(),
                        place.inner()),
                reaching,
                passing));
    }

    private int start(ExprConstraintDescr descr) {
        int end = descr.getEndCharacter() + 1;
        int from = end - descr.getExpression().length();
        // The parser's start lies behind a binding, its text before it; the end is always right.
        return from >= 0 && end <= text.length() && text.startsWith(descr.getExpression(), from)
                ? from
                : Math.max(0, descr.getStartCharacter());
    }

    private int start(PatternDescr pattern) {
        int found = text.indexOf(pattern.getObjectType(), pattern.getStartCharacter());
        return found < 0 ? pattern.getStartCharacter() : found;
    }
}
