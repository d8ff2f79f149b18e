package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.Report;
import interlock.report.Report.Missing;
import interlock.report.Report.OpenClauseView;
import interlock.report.Report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an amount that nobody tells leaves open behind totals, denials and conclusions that policies share. */
class WhatNobodyTellsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);

    @TempDir
    private Path folder;

    @BeforeEach
    void policies() throws IOException {
        file("rules/shared/own.drl", """
                /**
                 * @title    What is paid
                 * @version  1.0
                 */
                package shared.own;

                import interlock.vocabulary.Fact.*;
                import interlock.vocabulary.Derived.*;
                import function interlock.policy.dsl.Verbs.*;

                rule "a contract of disclosed value"
                when
                  SupplyContract( $fact : id, $seller : supplier, $buyer : customer, $good : good, amount != null, $money : amount )
                then
                  conclude( drools, new Sale( $fact, $seller, $buyer, $good, $money ) );
                end
                """);
        file("rules/own/buyer.drl", """
                /**
                 * @title    A large buyer
                 * @version  1.0
                 * @level    info
                 * @says     {$buyer} buys much
                 */
                package own.buyer;

                import interlock.vocabulary.Fact.*;
                import interlock.vocabulary.Derived.*;
                import function interlock.policy.dsl.Verbs.*;

                rule "much in all"
                when
                  Company( $buyer : id )
                  accumulate( Sale( customer == $buyer, $money : money ); $total : total( $money ); $total > 100 )
                then
                  raise( drools, points( "total", 1 ), $buyer );
                end

                rule "nobody buys more"
                when
                  Sale( $buyer : customer, $money : money, money > 50 )
                  not( Sale( customer != $buyer, money >= $money ) )
                then
                  raise( drools, points( "most", 1 ), $buyer );
                end
                """);
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Report run(String... contracts) throws IOException {
        StringBuilder facts =
                new StringBuilder("sources: [{id: wire, title: Wire, publisher: Wire, letter: A}]\nfacts:\n");
        for (String company : List.of("alpha", "beta", "gamma")) {
            facts.append("  - {kind: Company, id: " + company + ", name: " + company + "}\n");
        }
        for (String contract : contracts) {
            facts.append("  - {kind: SupplyContract, id: " + contract
                    + ", good: CLOUD, status: SIGNED, from: 2026-01-01, evidence: [{source: wire, credibility: 1}]}\n");
        }
        file("facts/facts.yaml", facts.toString());
        return Interlock.open(List.of(folder.resolve("facts")), List.of(folder.resolve("rules")))
                .run(Query.everything().on(DAY));
    }

    private static Verdict verdict(Report report) {
        return report.silent().stream()
                .filter(s -> "own/buyer".equals(s.policy()))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    @Test
    void anAmountBehindASharedConclusionLeavesATotalAndADenialOpen() throws IOException {
        Report report =
                run("untold, supplier: alpha, customer: beta", "told, supplier: alpha, customer: gamma, amount: 40");
        assertThat(report.signals()).isEmpty();
        assertThat(verdict(report)).isEqualTo(Verdict.UNKNOWN);
        assertThat(report.undecided()).singleElement().satisfies(u -> {
            assertThat(u.parties()).extracting(Report.PartyView::id).containsExactly("beta");
            assertThat(u.clauses())
                    .extracting(OpenClauseView::clause)
                    .containsExactly("much in all", "nobody buys more");
            assertThat(u.clauses())
                    .allSatisfy(c ->
                            assertThat(c.missing()).extracting(Missing::fact).containsExactly("untold"));
            assertThat(u.clauses().get(1).facts()).containsExactly("untold");
        });
    }

    @Test
    void whatTheKnownPartDecidesIsNotOpen() throws IOException {
        // However small the third contract is, the two that are told come to more than asked for.
        Report report = run(
                "untold, supplier: alpha, customer: beta",
                "one, supplier: alpha, customer: beta, amount: 70",
                "two, supplier: alpha, customer: beta, amount: 60");
        assertThat(report.signals()).hasSize(1);
        assertThat(report.undecided()).isEmpty();
    }

    @Test
    void withEveryAmountToldTheVerdictIsNotMet() throws IOException {
        Report report = run("told, supplier: alpha, customer: gamma, amount: 40");
        assertThat(report.undecided()).isEmpty();
        assertThat(verdict(report)).isEqualTo(Verdict.NOT_MET);
    }
}
