package interlock.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.score.Points.Lacking;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The oracles of the formulas: exact inputs, exact outputs. */
final class FormulasTest {
    @Test
    void theIndexOfFourFirmsIsTheTextbookOne() {
        assertThat(Formulas.herfindahl(numbers("40", "30", "20", "10"))).isEqualTo("3000");
    }

    @Test
    void aMergerAddsTwiceTheProductOfTheShares() {
        List<BigDecimal> before = numbers("25", "20", "15", "10", "8", "7", "6", "5", "4");
        List<BigDecimal> smallMerged = numbers("25", "20", "15", "10", "8", "7", "6", "9");
        List<BigDecimal> largeMerged = numbers("45", "15", "10", "8", "7", "6", "5", "4");
        assertThat(Formulas.herfindahl(before)).isEqualTo("1540");
        assertThat(Formulas.herfindahl(smallMerged)).isEqualTo("1580");
        assertThat(Formulas.herfindahl(largeMerged)).isEqualTo("2540");
    }

    @Test
    void theIndexDoesNotDependOnTheUnitOrTheOrder() {
        assertThat(Formulas.herfindahl(numbers("10e9", "40e9", "20e9", "30e9"))).isEqualTo("3000");
    }

    @Test
    void theIndexOfOneIsTenThousandAndOfNothingZero() {
        assertThat(Formulas.herfindahl(numbers("7"))).isEqualTo("10000");
        assertThat(Formulas.herfindahl(List.of())).isEqualTo("0");
        assertThat(Formulas.herfindahl(numbers("0", "0"))).isEqualTo("0");
    }

    @Test
    void committedSpendIsAsConcentratedAsItWasComputed() {
        List<BigDecimal> spend = numbers("300", "250", "38", "22.4", "10");
        assertThat(Formulas.herfindahl(spend).setScale(0, RoundingMode.HALF_EVEN))
                .isEqualTo("4015");
        assertThat(Formulas.percentage(new BigDecimal("300"), Formulas.total(spend))
                        .setScale(1, RoundingMode.HALF_EVEN))
                .isEqualTo("48.4");
    }

    @Test
    void saturatingIsNearlyEightyAtEightOfFiveAndNeverPassesAHundred() {
        assertThat(Points.of("x", Formulas.saturating(new BigDecimal("8e9"), new BigDecimal("5e9")))
                        .severity())
                .isEqualTo("79.8");
        assertThat(Formulas.saturating(BigDecimal.ZERO, BigDecimal.ONE)).isEqualTo("0");
        assertThat(Formulas.saturating(BigDecimal.ONE, BigDecimal.ONE)).isEqualTo("63.212056");
        assertThat(Formulas.saturating(new BigDecimal("-3"), BigDecimal.ONE)).isEqualTo("0");
        assertThat(Formulas.saturating(new BigDecimal("1e30"), BigDecimal.ONE)).isEqualTo("100");
        assertThatThrownBy(() -> Formulas.saturating(BigDecimal.ONE, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eightAndFiftyCountAsOnePointThreeOne() {
        assertThat(Formulas.effectiveNumber(numbers("8", "50")).setScale(2, RoundingMode.HALF_EVEN))
                .isEqualTo("1.31");
        assertThat(Formulas.effectiveNumber(numbers("5", "5", "5", "5"))).isEqualTo("4");
        assertThat(Formulas.effectiveNumber(List.of())).isEqualTo("0");
    }

    @Test
    void figuresLieApartByAShareOfTheLarger() {
        assertThat(Formulas.apart(new BigDecimal("75"), new BigDecimal("100"))).isEqualTo("25");
        assertThat(Formulas.apart(new BigDecimal("100"), new BigDecimal("75"))).isEqualTo("25");
        assertThat(Formulas.apart(BigDecimal.ZERO, BigDecimal.ZERO)).isEqualTo("0");
    }

    @Test
    void aRatioOfTheUnknownOrByZeroIsUnknown() {
        assertThat(Formulas.ratio(new BigDecimal("3"), new BigDecimal("2"))).isEqualTo("1.5");
        assertThat(Formulas.ratio(null, BigDecimal.ONE)).isNull();
        assertThat(Formulas.ratio(BigDecimal.ONE, null)).isNull();
        assertThat(Formulas.ratio(BigDecimal.ONE, BigDecimal.ZERO)).isNull();
        assertThat(Formulas.percentage(BigDecimal.ONE, BigDecimal.ZERO)).isEqualTo("0");
    }

    @Test
    void theComponentsShownAddUpToTheSeverityShown() {
        Points points = Points.of("a", new BigDecimal("33.333")).and("b", new BigDecimal("33.35"));
        assertThat(points.components())
                .extracting(c -> c.points().toPlainString())
                .containsExactly("33.3", "33.4");
        assertThat(points.severity()).isEqualTo("66.7");
    }

    @Test
    void theSeverityStaysBetweenZeroAndAHundred() {
        assertThat(Points.of("a", new BigDecimal("70"))
                        .and("b", new BigDecimal("70"))
                        .severity())
                .isEqualTo("100");
        assertThat(Points.of("a", new BigDecimal("-70")).severity()).isEqualTo("0");
        assertThat(Points.NONE.severity()).isEqualTo("0");
    }

    @Test
    void whatIsLackingIsSortedAndScoresNothing() {
        Points points = Points.of("a", BigDecimal.TEN).lacking("amount", List.of("z", "b"));
        assertThat(points.lacking()).containsExactly(new Lacking("b", "amount"), new Lacking("z", "amount"));
        assertThat(points.severity()).isEqualTo("10");
    }

    private static List<BigDecimal> numbers(String... texts) {
        return Stream.of(texts).map(BigDecimal::new).toList();
    }
}
