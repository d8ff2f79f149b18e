package interlock.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.Report;
import interlock.report.render.Network.Party;
import interlock.report.render.Network.Tie;
import interlock.report.render.NetworkLayout.Place;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The network of parties: what is drawn of it, and where. */
class NetworkTest {
    private static final Network SHIPPED = Network.of(Pages.shipped());

    @Test
    void everyTieIsAFactThatNamesBothParties() {
        assertThat(SHIPPED.ties()).hasSizeGreaterThan(40);
        assertThat(SHIPPED.ties())
                .allSatisfy(tie -> assertThat(
                                Pages.shipped().facts().get(tie.fact()).parties())
                        .extracting(Report.PartyView::id)
                        .contains(tie.from(), tie.to()));
        assertThat(SHIPPED.ties())
                .filteredOn(t -> t.fact().equals("amazon-openai-talks"))
                .extracting(Tie::from, Tie::to, Tie::sort, Tie::certain, Tie::label)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "amazon", "openai", Network.Sort.MONEY, false, "up to $50bn"));
    }

    @Test
    void factsOfTwoPartiesAreAllDrawnWhereThereAreFew() {
        assertThat(SHIPPED.all()).isEqualTo(SHIPPED.parties().size());
        assertThat(SHIPPED.ties())
                .extracting(Tie::fact)
                .containsAll(Pages.shipped().facts().entrySet().stream()
                        .filter(e -> e.getValue().parties().size() > 1)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void noTwoNamesTouchAndNothingLeavesThePicture() {
        for (Network network : List.of(SHIPPED, Network.of(Pages.large()))) {
            int height = Math.min(760, 300 + network.parties().size() * 13);
            Map<String, Place> places = NetworkLayout.of(network, 680, height);
            List<Party> parties = network.parties();
            for (int i = 0; i < parties.size(); i++) {
                Place one = places.get(parties.get(i).id());
                assertThat(one.x()).isBetween(15.0, 665.0);
                assertThat(one.y()).isBetween(15.0, height - 30.0);
                for (int j = i + 1; j < parties.size(); j++) {
                    Place other = places.get(parties.get(j).id());
                    // As long as they are drawn: the longest are cut.
                    double room = (NetworkLayout.shownLength(parties.get(i).name())
                                    + NetworkLayout.shownLength(parties.get(j).name()))
                            * 7.0
                            / 2;
                    assertThat(Math.abs(one.x() - other.x()) > room || Math.abs(one.y() - other.y()) > 36)
                            .as(parties.get(i) + " and " + parties.get(j))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theSameNetworkIsDrawnTheSame() {
        assertThat(NetworkDrawing.of(Network.of(Pages.copy()))).isEqualTo(NetworkDrawing.of(SHIPPED));
    }

    @Test
    void ofManyPartiesThoseWithTheMostSignalsAreDrawn() {
        Network network = Network.of(Pages.large());
        assertThat(network.parties()).hasSize(Network.MOST);
        assertThat(network.all()).isGreaterThan(200);
        assertThat(network.parties()).extracting(p -> -p.signals()).isSorted();
        assertThat(network.ties())
                .flatExtracting(t -> List.of(t.from(), t.to()))
                .isSubsetOf(network.parties().stream().map(Party::id).toList());
    }

    @Test
    void aFactWithoutASecondPartyTiesNobody() {
        assertThat(SHIPPED.ties()).extracting(Tie::fact).doesNotContain("openai-round-2026", "amazon-capex-2026");
        assertThat(Stream.of(Network.Sort.values()).map(Network.Sort::style))
                .allMatch(Pattern.compile("[a-z]+").asMatchPredicate());
    }
}
