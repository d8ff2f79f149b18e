package interlock.derive;

import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.MarketShare;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One market as one survey shows it. What another surveyor, another period or another region says is another survey: figures
 * of two are never put together.
 *
 * @param shares by who stands behind the company that is surveyed
 * @param says the facts that say so, by the same
 * @param standing the facts by which they stand behind the companies that are surveyed, by the same
 * @param merged those who stand behind several of the companies, whose shares are one
 */
record Market(
        String name,
        @Nullable String geography,
        @Nullable String period,
        @Nullable String surveyor,
        SortedMap<String, Bounds> shares,
        SortedMap<String, SortedSet<String>> says,
        SortedMap<String, SortedSet<String>> standing,
        Set<String> merged) {
    Market {
        shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
        says = Collections.unmodifiableSortedMap(new TreeMap<>(says));
        standing = Collections.unmodifiableSortedMap(new TreeMap<>(standing));
        merged = Collections.unmodifiableSet(new TreeSet<>(merged));
    }

    /**
     * The ids of the facts that its figures rest on: all shares, and who stands behind companies whose shares are one
     * because of it. Whose name a single share stands under makes no difference to any figure.
     */
    SortedSet<String> facts() {
        SortedSet<String> all = new TreeSet<>();
        for (SortedSet<String> of : says.values()) {
            all.addAll(of);
        }
        merged.forEach(firm -> all.addAll(standing.getOrDefault(firm, new TreeSet<>())));
        return all;
    }

    /** The ids of the facts that say what share a firm has, and that it is this firm's. */
    SortedSet<String> facts(String firm) {
        SortedSet<String> all = new TreeSet<>(says.getOrDefault(firm, new TreeSet<>()));
        all.addAll(standing.getOrDefault(firm, new TreeSet<>()));
        return all;
    }

    /** A share without what makes no difference to a survey. */
    static Optional<Fact> seen(Fact fact) {
        if (fact instanceof Fact.Company company) {
            return Optional.of(Principals.seen(company));
        }
        return fact instanceof MarketShare ? Optional.of(fact) : Optional.empty();
    }

    /** The surveys, in the order of their words. */
    static List<Market> all(Collection<Fact> facts, Principals principals) {
        SortedMap<String, List<MarketShare>> surveys = surveys(facts);
        List<Market> markets = new ArrayList<>();
        surveys.values().forEach(shares -> markets.add(of(shares, principals)));
        return markets;
    }

    static SortedMap<String, List<MarketShare>> surveys(Collection<Fact> facts) {
        SortedMap<String, List<MarketShare>> surveys = new TreeMap<>();
        for (Fact fact : facts) {
            if (fact instanceof MarketShare s) {
                surveys.computeIfAbsent(
                                String.join(
                                        "\u0000",
                                        s.market(),
                                        word(s.geography()),
                                        word(s.period()),
                                        word(s.surveyor())),
                                k -> new ArrayList<>())
                        .add(s);
            }
        }
        return surveys;
    }

    private static String word(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static Market of(List<MarketShare> survey, Principals principals) {
        SortedMap<String, Bounds> byCompany = new TreeMap<>();
        SortedMap<String, SortedSet<String>> says = new TreeMap<>();
        SortedMap<String, SortedSet<String>> standing = new TreeMap<>();
        for (MarketShare s : survey) {
            // Two figures of one survey for one company: it may be either.
            byCompany.merge(s.company(), Bounds.of(s.share()), Bounds::hull);
            String firm = principals.of(s.company());
            says.computeIfAbsent(firm, f -> new TreeSet<>()).add(s.id());
            standing.computeIfAbsent(firm, f -> new TreeSet<>()).addAll(principals.grounds(s.company()));
        }
        SortedMap<String, Bounds> shares = new TreeMap<>();
        Set<String> merged = new TreeSet<>();
        byCompany.forEach((company, share) -> {
            String firm = principals.of(company);
            if (shares.containsKey(firm)) {
                merged.add(firm);
            }
            shares.merge(firm, share, Bounds::plus);
        });
        MarketShare any = survey.get(0);
        return new Market(any.market(), any.geography(), any.period(), any.surveyor(), shares, says, standing, merged);
    }

    List<String> firms() {
        return List.copyOf(shares.keySet());
    }

    Surveyed surveyed() {
        return Surveyed.of(List.copyOf(shares.values()));
    }

    /** The share of a firm by what the survey says of it alone. */
    Bounds surveyedShare(String firm) {
        Bounds share = Objects.requireNonNull(shares.get(firm));
        return new Bounds(share.low(), share.highOr(Bounds.HUNDRED).min(Bounds.HUNDRED));
    }

    /** The share of a firm, which cannot be more than the others leave it. */
    Bounds share(String firm) {
        return new Bounds(
                Objects.requireNonNull(shares.get(firm)).low(), surveyed().high(firms().indexOf(firm)));
    }

    /** What is read of one survey, and what can be derived of it; with the investments that may link its firms. */
    static List<Group> groups(Collection<Fact> facts, Linking linking) {
        Principals principals = new Principals(facts);
        List<Group> groups = new ArrayList<>();
        surveys(facts).values().forEach(survey -> {
            SortedSet<String> companies = new TreeSet<>();
            SortedSet<String> ids = new TreeSet<>();
            survey.forEach(s -> {
                companies.add(s.company());
                ids.add(s.id());
            });
            SortedSet<String> firms = principals.chains(companies);
            linking.of(firms, principals).forEach(link -> {
                SortedSet<String> all = new TreeSet<>(ids);
                all.addAll(link.facts());
                all.addAll(principals.facts(firms));
                Map<String, SortedSet<String>> within = new HashMap<>(link.within());
                within.put("market", new TreeSet<>(List.of(survey.get(0).market())));
                groups.add(new Group(all, within));
            });
        });
        return groups;
    }

    /** The facts beside the shares that one group takes. */
    interface Linking {
        List<Group> of(SortedSet<String> firms, Principals principals);
    }
}
