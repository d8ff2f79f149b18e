package interlock.derive;

import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Company;
import interlock.vocabulary.Fact.Good;
import interlock.vocabulary.Fact.Instrument;
import interlock.vocabulary.Fact.Investment;
import interlock.vocabulary.Fact.MarketShare;
import interlock.vocabulary.Fact.SupplyContract;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What derivers make of some facts, and facts to make something of. */
public final class Derivations {
    private Derivations() {}

    /** All that is derived of a kind, in the order of its words. */
    public static <T extends Derived> List<T> of(Class<T> kind, List<? extends Fact> facts) {
        return givens(kind, facts).stream()
                .map(Given::conclusion)
                .map(kind::cast)
                .toList();
    }

    /** The same with what it rests on. */
    public static List<Given> givens(Class<? extends Derived> kind, List<? extends Fact> facts) {
        return Derivers.of(List.of(kind.getSimpleName())).stream()
                .flatMap(d -> d.derive(List.copyOf(facts)).stream())
                .filter(g -> kind.isInstance(g.conclusion()))
                .sorted(Comparator.comparing(g -> g.conclusion().toString()))
                .toList();
    }

    static Range range(double low, double high) {
        return new Range(BigDecimal.valueOf(low), BigDecimal.valueOf(high));
    }

    static Range exactly(double figure) {
        return range(figure, figure);
    }

    static MarketShare share(String company, double share) {
        return share(company, exactly(share));
    }

    static MarketShare share(String company, Range share) {
        return new MarketShare(company + "-share", company, "cloud", null, "UK", "2025", share, "surveyor");
    }

    /** A stake whose votes are as large as its economic interest. */
    static Investment stake(String holder, String company, double percent) {
        return stake(holder, company, exactly(percent), exactly(percent), Instrument.EQUITY);
    }

    static Investment stake(String holder, String company, Range economic, Range voting, Instrument instrument) {
        return new Investment(
                holder + "-" + company,
                holder,
                company,
                null,
                null,
                economic,
                voting,
                instrument,
                List.of(),
                null,
                null,
                null);
    }

    static SupplyContract supply(String supplier, String customer, double amount) {
        return new SupplyContract(
                supplier + "-" + customer,
                supplier,
                customer,
                Good.CLOUD,
                BigDecimal.valueOf(amount),
                null,
                null,
                false,
                null,
                null);
    }

    static Company company(String id, @Nullable String parent) {
        return new Company(id, id, List.of(), parent, null, List.of(), List.of(), Range.UNKNOWN);
    }
}
