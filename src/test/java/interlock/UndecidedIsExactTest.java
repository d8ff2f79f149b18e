package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.OpenClause;
import interlock.engine.OpenClauses;
import interlock.engine.PolicyCompiler;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.World;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.scenario.Worlds;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Undecided is exactly what could still be raised: over random facts with gaps, a signal is undecided if and only if it is
 * not raised and some way of filling the gaps raises it. Every way of filling them is tried.
 */
class UndecidedIsExactTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final List<String> COMPANIES = List.of("alpha", "beta", "gamma");
    private static final int BASES = 60;
    /** More gaps than this are not filled in every way. */
    private static final int GAPS = 7;

    @TempDir
    static Path folder;

    /** A figure: known to be small, of middling size or large, or a gap. */
    private enum Figure {
        SMALL,
        MIDDLE,
        LARGE,
        GAP
    }

    private record Deal(String id, String x, String y, Figure amount, Figure voting, Figure closing) {}

    private record Accounts(String company, String region, Figure turnover) {}

    private record Base(List<Deal> deals, List<Accounts> accounts) {}

    private static Base random(Random random) {
        List<Deal> deals = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int x = random.nextInt(3);
            deals.add(new Deal(
                    "deal-" + i,
                    COMPANIES.get(x),
                    COMPANIES.get((x + 1 + random.nextInt(2)) % 3),
                    figure(random),
                    figure(random),
                    figure(random)));
        }
        List<Accounts> accounts = new ArrayList<>();
        for (String company : COMPANIES) {
            if (random.nextInt(3) > 0) {
                accounts.add(new Accounts(company, random.nextInt(3) > 0 ? "UK" : "US", figure(random)));
            }
        }
        return new Base(deals, accounts);
    }

    private static Figure figure(Random random) {
        return Figure.values()[random.nextInt(4)];
    }

    /** Every way of filling the gaps, the missing accounts among them. */
    private static List<Base> filled(Base base) {
        for (int i = 0; i < base.deals().size(); i++) {
            Deal d = base.deals().get(i);
            List<Base> ways = new ArrayList<>();
            for (Figure f : List.of(Figure.SMALL, Figure.LARGE)) {
                Deal with = d.amount() == Figure.GAP
                        ? new Deal(d.id(), d.x(), d.y(), f, d.voting(), d.closing())
                        : d.voting() == Figure.GAP
                                ? new Deal(d.id(), d.x(), d.y(), d.amount(), f, d.closing())
                                : new Deal(d.id(), d.x(), d.y(), d.amount(), d.voting(), f);
                List<Deal> deals = new ArrayList<>(base.deals());
                deals.set(i, with);
                ways.add(new Base(deals, base.accounts()));
            }
            if (d.amount() == Figure.GAP || d.voting() == Figure.GAP || d.closing() == Figure.GAP) {
                return ways.stream().flatMap(w -> filled(w).stream()).toList();
            }
        }
        for (String company : COMPANIES) {
            List<Accounts> its = base.accounts().stream()
                    .filter(a -> a.company().equals(company) && a.region().equals("UK"))
                    .toList();
            if (its.isEmpty() || its.get(0).turnover() == Figure.GAP) {
                List<Base> ways = new ArrayList<>();
                for (Figure f : List.of(Figure.SMALL, Figure.LARGE)) {
                    List<Accounts> accounts = new ArrayList<>(base.accounts());
                    accounts.removeAll(its);
                    accounts.add(new Accounts(company, "UK", f));
                    ways.add(new Base(base.deals(), accounts));
                }
                return ways.stream().flatMap(w -> filled(w).stream()).toList();
            }
        }
        return List.of(base);
    }

    private static int gaps(Base base) {
        long figures = base.deals().stream()
                .flatMap(d -> List.of(d.amount(), d.voting(), d.closing()).stream())
                .filter(f -> f == Figure.GAP)
                .count();
        long accounts = COMPANIES.stream()
                .filter(c -> base.accounts().stream()
                        .noneMatch(a -> a.company().equals(c) && a.region().equals("UK") && a.turnover() != Figure.GAP))
                .count();
        return (int) (figures + accounts);
    }

    private static String field(String name, Figure figure, String small, String middle, String large) {
        return switch (figure) {
            case GAP -> "";
            case SMALL -> ", " + name + ": " + small;
            case MIDDLE -> ", " + name + ": " + middle;
            case LARGE -> ", " + name + ": " + large;
        };
    }

    private static Worlds worlds(Base base, ParameterSet parameters) {
        StringBuilder text =
                new StringBuilder("sources: [{id: wire, title: Wire, publisher: Wire, letter: A}]\nfacts:\n");
        String known = ", evidence: [{source: wire, credibility: 1}]}\n";
        COMPANIES.forEach(c -> text.append("  - {kind: Company, id: " + c + ", name: " + c + "}\n"));
        for (Deal d : base.deals()) {
            // A late closing has the smaller threshold.
            text.append("  - {kind: Investment, id: " + d.id() + ", investor: " + d.x() + ", investee: " + d.y()
                    + ", instrument: EQUITY, status: SIGNED, from: 2026-01-01"
                    + field("amount", d.amount(), "50m", "150m", "250m")
                    + field("voting", d.voting(), "10", "20", "30")
                    + field("closing", d.closing(), "2026-02-01", "2026-04-01", "2026-05-01") + known);
        }
        for (int i = 0; i < base.accounts().size(); i++) {
            Accounts a = base.accounts().get(i);
            text.append("  - {kind: Financials, id: accounts-" + i + ", company: " + a.company()
                    + ", period: FY2025, region: "
                    + a.region() + ", status: REPORTED, from: 2025-12-31"
                    + field("turnover", a.turnover(), "1m", "100m", "900m") + known);
        }
        try {
            Path facts = Files.createDirectories(folder.resolve("facts"));
            Files.writeString(facts.resolve("facts.yaml"), text);
            FactBase read = FactFiles.load(List.of(facts), Vocabulary.builtIn());
            return new Worlds(read, parameters, DAY, DAY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> named(Set<SignalKey> keys) {
        return keys.stream().map(k -> k.parties().toString()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aSignalIsUndecidedIfAndOnlyIfSomeWayOfFillingTheGapsRaisesIt() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/own"));
        Files.writeString(rules.resolve("deal.drl"), """
                /**
                 * @title    A deal
                 * @version  1.0
                 * @level    info
                 * @says     {$x} takes a stake in {$y}
                 */
                package own.deal;

                rule "one"
                when
                  Parameter( id == "own.votes", $votes : value )
                  Parameter( id == "own.turnover", $least : value )
                  Investment( $deal : id, $x : investor, $y : investee, $amount : amount, voting.low >= $votes )
                  Applicable( parameter == "own.size", fact == $deal, value < $amount )
                  Financials( company == $y, region == "UK", turnover > $least )
                then
                  raise( drools, points( "one", 1 ), $x, $y );
                end
                """);
        Path parameters = Files.createDirectories(folder.resolve("rules/parameters"));
        Files.writeString(parameters.resolve("own.yaml"), """
                parameters:
                  - {id: own.votes, value: 20, unit: per cent, reference: invented}
                  - {id: own.turnover, value: 100m, unit: USD, reference: invented}
                  - {id: own.size, value: 200m, unit: USD, reference: invented, appliesBy: CLOSING, effectiveTo: 2026-03-31}
                  - {id: own.size, value: 100m, unit: USD, reference: invented, appliesBy: CLOSING, effectiveFrom: 2026-04-01}
                """);
        List<Path> root = List.of(folder.resolve("rules"));
        ParameterSet set = ParameterFiles.read(root).parameters();
        CompiledPolicies policies =
                PolicyCompiler.compile(PolicyFiles.read(root).policies(), set.ids(), PolicyCompiler.Build.CLASSIC);
        OpenClauses open = OpenClauses.of(policies, set);
        Random random = new Random(20260630);
        int undecided = 0;
        int settled = 0;
        for (int i = 0; i < BASES; i++) {
            Base base = random(random);
            if (gaps(base) > GAPS) {
                continue;
            }
            Worlds worlds = worlds(base, set);
            World ceiling = worlds.ceiling();
            Derivation now = Engine.evaluate(ceiling, policies, 1_000);
            Set<String> raised = named(now.signals().keySet());
            Set<String> said = named(open.in(ceiling, worlds::day).stream()
                    .map(OpenClause::signal)
                    .collect(Collectors.toSet()));
            said.removeAll(raised);
            Set<String> could = new TreeSet<>();
            for (Base way : filled(base)) {
                could.addAll(named(Engine.evaluate(worlds(way, set).ceiling(), policies, 1_000)
                        .signals()
                        .keySet()));
            }
            could.removeAll(raised);
            assertThat(said).as(base.toString()).isEqualTo(could);
            undecided += said.size();
            settled += base.deals().size() - said.size();
        }
        assertThat(undecided).isGreaterThan(20);
        assertThat(settled).isGreaterThan(20);
    }
}
