package interlock.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** The network by its specification: counts, and the fingerprint of all its lines, which another generator gave. */
class OwnershipNetworkTest {
    @Test
    void aSmallNetworkHasTheLinesOfTheSpecification() {
        assertThat(NetworkLines.of(OwnershipNetwork.of(6_005, 42)))
                .isEqualTo(new NetworkLines.Found(6_005, 10_871, 1_711, 2_089, 401, 831, "9df2765669176f55"));
    }

    @Test
    void oneOfTenTimesTheSizeDoesToo() {
        assertThat(NetworkLines.of(OwnershipNetwork.of(60_051, 42)))
                .isEqualTo(new NetworkLines.Found(60_051, 103_677, 17_061, 20_902, 6_028, 8_402, "e1fe0682c939fb96"));
    }

    @Test
    void theWholeOneDoesToo() {
        assertThat(NetworkLines.of(OwnershipNetwork.of(600_508, 42)))
                .isEqualTo(new NetworkLines.Found(
                        600_508, 1_041_925, 171_261, 209_390, 62_818, 83_658, "32f29c736d15ecfe"));
    }

    @Test
    void anotherSeedGivesAnotherNetwork() {
        assertThat(NetworkLines.of(OwnershipNetwork.of(6_005, 43)).sha256()).isNotEqualTo("9df2765669176f55");
    }

    @Test
    void sizesThatTheSpecificationDoesNotCoverAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OwnershipNetwork.of(999, 42))
                .withMessage("a network has from 1000 to 600508 companies, not 999");
        assertThatIllegalArgumentException().isThrownBy(() -> OwnershipNetwork.of(600_509, 42));
    }
}
