// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryKeyVault;
import io.temoin.shredding.keys.KeyPurpose;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

    private static final TenantId HELIOS = new TenantId("helios");

    private final Cursors cursors =
            new Cursors(new InMemoryKeyVault().signedTexts(KeyPurpose.CURSORS));

    @Test
    void givesBackTheKeysItWasMadeOf() {
        String cursor = cursors.encode(HELIOS, "entries", List.of("2026-11-24T09:30:00Z", "id"));

        assertThat(cursors.decode(HELIOS, "entries", cursor))
                .containsExactly("2026-11-24T09:30:00Z", "id");
    }

    /** The places of a list count what others did, too. */
    @Test
    void tellsItsHolderNothing() {
        String cursor = cursors.encode(HELIOS, "entries", List.of("2026-11-24", "123456789"));

        assertThat(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1))
                .doesNotContain("2026-11-24")
                .doesNotContain("123456789");
    }

    @Test
    void startsAtTheBeginningWithoutACursor() {
        assertThat(cursors.decode(HELIOS, "entries", null)).isEmpty();
        assertThat(cursors.decode(HELIOS, "entries", "")).isEmpty();
    }

    @Test
    void refusesACursorOfAnotherTenantOrList() {
        String cursor = cursors.encode(HELIOS, "entries", List.of("a"));

        assertThatThrownBy(() -> cursors.decode(new TenantId("boreal"), "entries", cursor))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> cursors.decode(HELIOS, "items", cursor))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesACursorItDidNotGiveOut(String cursor) {
        assertThatThrownBy(() -> cursors.decode(HELIOS, "entries", cursor))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.code())
                                        .isEqualTo(ChassisProblem.CURSOR_INVALID));
    }

    @Test
    void givesFiftyItemsUnlessAskedAndNeverMoreThanTwoHundred() {
        assertThat(Cursors.limit(null)).isEqualTo(50);
        assertThat(Cursors.limit(200)).isEqualTo(200);
        assertThatThrownBy(() -> Cursors.limit(201)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> Cursors.limit(0)).isInstanceOf(Rejected.class);
    }
}
