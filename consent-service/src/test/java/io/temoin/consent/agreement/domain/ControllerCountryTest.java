// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import static io.temoin.consent.agreement.domain.Agreements.CENTRE;
import static io.temoin.consent.agreement.domain.Agreements.CONTROLLER;
import static io.temoin.consent.agreement.domain.Agreements.NOW;
import static io.temoin.consent.agreement.domain.Agreements.RHONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.agreement.domain.ControllerCountryDecider.Restate;
import io.temoin.consent.agreement.domain.PartyEvent.PartyAmended;
import io.temoin.consent.agreement.domain.PartyEvent.PartyRegistered;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said once more of where a controller is. */
class ControllerCountryTest {

    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Instant LAST = NOW.plusSeconds(120);

    private final DeciderSpecification<Restate, Set<Instant>, ControllerCountryRestated> countries =
            DeciderSpecification.of(new ControllerCountryDecider());

    @Test
    void isWhatItsEntrySaidWhileItWasAController() {
        assertThat(ControllerCountry.of(List.of())).isEmpty();
        assertThat(
                        ControllerCountry.of(
                                List.of(
                                        new PartyRegistered(RHONE, CENTRE.in("BE"), RHONE, NOW),
                                        new PartyAmended(RHONE, CENTRE.in("GB"), RHONE, LATER))))
                .isEmpty();
        assertThat(
                        ControllerCountry.of(
                                List.of(
                                        new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW),
                                        new PartyAmended(RHONE, CONTROLLER, RHONE, LATER),
                                        new PartyAmended(RHONE, CONTROLLER.in("US"), RHONE, LAST))))
                .containsExactly(
                        new ControllerCountry("FR", NOW, false),
                        new ControllerCountry("US", LAST, true));
    }

    @Test
    void isSaidOnce() {
        var first = new ControllerCountryRestated(RHONE, "FR", NOW, false, LAST);
        var second = new ControllerCountryRestated(RHONE, "US", LATER, true, LAST);
        var registered = new Restate(RHONE, new ControllerCountry("FR", NOW, false), LAST);
        var amended = new Restate(RHONE, new ControllerCountry("US", LATER, true), LAST);
        countries.given().when(registered).then(first);
        countries.given(first).when(amended).then(second);
        countries.given(first, second).when(registered).thenNothing();
        countries.given(first, second).when(amended).thenNothing();
    }
}
