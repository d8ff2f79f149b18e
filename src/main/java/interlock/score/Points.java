package interlock.score;

import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a clause scores, component by component, and what it lacks to score better. The severity is the sum, from 0 to
 * 100; each component is rounded to one decimal, so that the parts shown add up to the whole shown.
 */
public record Points(List<Component> components, List<Lacking> lacking) {
    private static final BigDecimal MOST = BigDecimal.valueOf(100);

    public Points {
        components = List.copyOf(components);
        lacking = List.copyOf(lacking);
    }

    /** One component of a score, in points of severity. */
    public record Component(String name, BigDecimal points) {
        public Component {
            points = Numbers.normalised(points.setScale(1, RoundingMode.HALF_UP));
        }
    }

    /** A fact whose figure the clause would need to decide more firmly. */
    public record Lacking(String fact, String figure) {}

    /** No points: the signal carries no measure. */
    public static final Points NONE = new Points(List.of(), List.of());

    /** A score of one component. */
    public static Points of(String component, BigDecimal points) {
        return NONE.and(component, points);
    }

    /** The same and one component more. */
    public Points and(String component, BigDecimal points) {
        List<Component> more = new ArrayList<>(components);
        more.add(new Component(component, points));
        return new Points(more, lacking);
    }

    /** The same, saying that these facts lack a figure. */
    public Points lacking(String figure, List<String> facts) {
        List<Lacking> more = new ArrayList<>(lacking);
        facts.stream().sorted().map(f -> new Lacking(f, figure)).forEach(more::add);
        return new Points(components, more);
    }

    /** The sum of the components, held within 0 and 100, to one decimal. */
    public BigDecimal severity() {
        BigDecimal sum = components.stream().map(Component::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Numbers.normalised(sum.max(BigDecimal.ZERO).min(MOST));
    }
}
