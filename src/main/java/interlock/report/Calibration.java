package interlock.report;

import interlock.fact.FactBase;
import interlock.fact.PastClaim;
import interlock.fact.PastClaim.Result;
import interlock.fact.Status;
import interlock.parameter.ParameterSet;
import interlock.report.CalibrationReport.Claim;
import interlock.report.CalibrationReport.Group;
import interlock.report.CalibrationReport.Reading;
import interlock.report.CalibrationReport.Triple;
import interlock.scenario.Credibility;
import interlock.scenario.Happening;
import interlock.scenario.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds past claims against what came of them. The probability of a claim is that of the model: true as reported (digit
 * and letter) times comes about (status), as an interval. Its Brier score is (p − o)², o being 1 if it came true and 0 if
 * not, for p at the low end, in the middle and at the high end.
 */
public final class Calibration {
    /** Fewer decided claims than this say nothing. */
    static final int TOO_FEW = 10;
    /** Fewer than this say little. */
    static final int FEW = 30;

    private static final MathContext DIGITS = new MathContext(30, RoundingMode.HALF_EVEN);
    private static final int PLACES = 6;
    private static final int BINS = 5;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    /** The 97.5th percentile of the normal distribution. */
    private static final BigDecimal Z = new BigDecimal("1.959964");

    private Calibration() {}

    /** A claim with its probability before anything is rounded. */
    private record Weighed(PastClaim claim, Interval predicted) {
        BigDecimal middle() {
            return predicted.low().add(predicted.high()).divide(TWO, DIGITS);
        }

        boolean decided() {
            return claim.outcome() != Result.UNRESOLVED;
        }

        BigDecimal outcome() {
            return claim.outcome() == Result.TRUE ? BigDecimal.ONE : BigDecimal.ZERO;
        }
    }

    /**
     * The claims weighed.
     *
     * @param asOf the day whose parameters count
     * @param outcomesDigest of the file of claims
     * @param parametersDigest of the parameter files
     */
    public static CalibrationReport of(
            List<PastClaim> claims,
            FactBase facts,
            ParameterSet parameters,
            LocalDate asOf,
            String engine,
            String outcomesDigest,
            String parametersDigest) {
        Credibility credibility = new Credibility(facts, parameters, asOf);
        Happening happening = new Happening(parameters, asOf);
        List<Weighed> all = claims.stream()
                .map(c -> new Weighed(
                        c, credibility.of(c.source(), c.credibility()).and(happening.of(c.status()))))
                .toList();
        Group overall = group("all", all, w -> true);
        return new CalibrationReport(
                CalibrationReport.FORMAT,
                engine,
                asOf,
                outcomesDigest,
                parametersDigest,
                overall,
                constant(overall),
                Arrays.stream(Status.values())
                        .map(s -> group(s.name(), all, w -> w.claim().status() == s))
                        .filter(g -> g.claims() > 0)
                        .toList(),
                Stream.of('A', 'B', 'C', 'D', 'E', 'F')
                        .map(l -> group(l.toString(), all, w -> w.claim().source() == l))
                        .filter(g -> g.claims() > 0)
                        .toList(),
                bins(all),
                all.stream().map(Calibration::view).toList(),
                notes(overall, lacking(claims, credibility, happening)));
    }

    /** The parameters that a claim needs and that are not in force. */
    private static SortedSet<String> lacking(List<PastClaim> claims, Credibility credibility, Happening happening) {
        SortedSet<String> lacking = new TreeSet<>();
        for (PastClaim c : claims) {
            lacking.addAll(credibility.lacking(c.source(), c.credibility()));
            lacking.addAll(happening.lacking(c.status()));
        }
        return lacking;
    }

    private static List<String> notes(Group overall, SortedSet<String> lacking) {
        List<String> notes = new ArrayList<>();
        if (!lacking.isEmpty()) {
            notes.add("not in force, so that what depends on it is anywhere between 0 and 1: "
                    + String.join(", ", lacking));
        }
        if (overall.decided() == 0) {
            notes.add("no claim is decided, so there is no score");
        } else if (overall.decided() < TOO_FEW) {
            notes.add("only " + overall.decided() + (overall.decided() == 1 ? " claim is" : " claims are")
                    + " decided: far too few to judge the parameters by");
        } else if (overall.decided() < FEW) {
            notes.add("only " + overall.decided()
                    + " claims are decided: few; a handful of other outcomes would change the picture");
        }
        return notes;
    }

    /** The score of always saying how often claims come true, which a forecast has to be better than. */
    private static @Nullable BigDecimal constant(Group overall) {
        if (overall.decided() == 0) {
            return null;
        }
        BigDecimal share = BigDecimal.valueOf(overall.cameTrue()).divide(BigDecimal.valueOf(overall.decided()), DIGITS);
        return rounded(share.multiply(BigDecimal.ONE.subtract(share)));
    }

    private static List<Group> bins(List<Weighed> all) {
        List<Group> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            BigDecimal low = new BigDecimal(i).divide(new BigDecimal(BINS), DIGITS);
            BigDecimal high = new BigDecimal(i + 1).divide(new BigDecimal(BINS), DIGITS);
            boolean last = i == BINS - 1;
            bins.add(group(
                    low.setScale(1).toPlainString() + " to " + high.setScale(1).toPlainString(),
                    all,
                    w -> w.middle().compareTo(low) >= 0 && (w.middle().compareTo(high) < 0 || last)));
        }
        return bins;
    }

    private static Group group(String name, List<Weighed> all, Predicate<Weighed> belongs) {
        List<Weighed> members = all.stream().filter(belongs).toList();
        List<Weighed> decided = members.stream().filter(Weighed::decided).toList();
        int cameTrue = (int)
                decided.stream().filter(w -> w.claim().outcome() == Result.TRUE).count();
        if (decided.isEmpty()) {
            return new Group(name, members.size(), 0, 0, null, null, null, Reading.TOO_FEW);
        }
        Triple predicted = new Triple(
                mean(decided, w -> w.predicted().low()),
                mean(decided, Weighed::middle),
                mean(decided, w -> w.predicted().high()));
        Triple observed = observed(cameTrue, decided.size());
        return new Group(
                name,
                members.size(),
                decided.size(),
                cameTrue,
                rounded(predicted),
                rounded(observed),
                rounded(new Triple(
                        mean(decided, w -> brier(w, w.predicted().low())),
                        mean(decided, w -> brier(w, w.middle())),
                        mean(decided, w -> brier(w, w.predicted().high())))),
                reading(decided.size(), predicted, observed));
    }

    private static Reading reading(int decided, Triple predicted, Triple observed) {
        if (decided < TOO_FEW) {
            return Reading.TOO_FEW;
        }
        if (observed.low().compareTo(predicted.high()) > 0) {
            return Reading.MORE_THAN_PREDICTED;
        }
        return observed.high().compareTo(predicted.low()) < 0 ? Reading.LESS_THAN_PREDICTED : Reading.CONSISTENT;
    }

    /** The share that came true, between the ends of Wilson's score interval at 95 %. */
    private static Triple observed(int cameTrue, int decided) {
        BigDecimal n = BigDecimal.valueOf(decided);
        BigDecimal share = BigDecimal.valueOf(cameTrue).divide(n, DIGITS);
        BigDecimal square = Z.multiply(Z);
        BigDecimal bottom = BigDecimal.ONE.add(square.divide(n, DIGITS));
        BigDecimal centre = share.add(square.divide(TWO.multiply(n), DIGITS)).divide(bottom, DIGITS);
        BigDecimal spread = share.multiply(BigDecimal.ONE.subtract(share))
                .divide(n, DIGITS)
                .add(square.divide(BigDecimal.valueOf(4).multiply(n).multiply(n), DIGITS))
                .sqrt(DIGITS)
                .multiply(Z)
                .divide(bottom, DIGITS);
        return new Triple(
                centre.subtract(spread).max(BigDecimal.ZERO),
                share,
                centre.add(spread).min(BigDecimal.ONE));
    }

    private static BigDecimal brier(Weighed weighed, BigDecimal probability) {
        BigDecimal off = probability.subtract(weighed.outcome());
        return off.multiply(off);
    }

    private static BigDecimal mean(List<Weighed> members, Function<Weighed, BigDecimal> value) {
        BigDecimal sum = members.stream().map(value).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(members.size()), DIGITS);
    }

    private static Claim view(Weighed weighed) {
        PastClaim claim = weighed.claim();
        Interval predicted = weighed.predicted();
        return new Claim(
                claim.id(),
                claim.fact(),
                claim.claim(),
                claim.status().name(),
                Character.toString(claim.source()) + claim.credibility(),
                claim.asserted(),
                rounded(new Triple(predicted.low(), weighed.middle(), predicted.high())),
                claim.outcome(),
                claim.decided(),
                weighed.decided()
                        ? rounded(new Triple(
                                brier(weighed, predicted.low()),
                                brier(weighed, weighed.middle()),
                                brier(weighed, predicted.high())))
                        : null,
                claim.reference());
    }

    private static Triple rounded(Triple triple) {
        return new Triple(rounded(triple.low()), rounded(triple.middle()), rounded(triple.high()));
    }

    private static BigDecimal rounded(BigDecimal figure) {
        return figure.setScale(PLACES, RoundingMode.HALF_EVEN);
    }
}
