// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.visibility.domain.Coverage;
import io.temoin.chassis.visibility.domain.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is left of a person's holdings for somebody. */
class HoldingsTest {

    private static final String RHONE = "rhone-telecom";
    private static final String VOIX = "voix-du-rhone";
    private static final UUID FIRST = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final UUID SECOND = UUID.fromString("019a0000-0000-7000-8000-000000000002");
    private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
    private static final Instant DUE = Instant.parse("2026-12-24T23:00:00Z");

    private static final Visibility PROCESSOR =
            new Visibility(
                    "actor",
                    VOIX,
                    false,
                    false,
                    List.of(new Coverage(RHONE, Set.of(), true, Set.of())));

    /** To whom a controller's link leads, that is the person. */
    @Test
    void thePersonAndTheControllerSeeWhatWasJoined() {
        var holdings = holdings(joined("JOINED"), elsewhere("OPEN", null, null, null));

        for (Visibility all :
                List.of(
                        new Visibility("actor", RHONE, false, false, List.of()),
                        new Visibility("actor", VOIX, true, false, List.of()))) {
            assertThat(holdings.seen(all, 2)).isEqualTo(holdings);
        }
        assertThat(holdings.seen(null, 2)).isEqualTo(holdings);
    }

    /** Whoever made the link can open it, too. */
    @Test
    void aProcessorSeesWhatWasJoinedOpenUntilTheOtherOneIsAnswered() {
        var open = taken("OPEN", null, null, null);

        for (String state : List.of("JOINED", "CLOSED")) {
            assertThat(seen(joined(state), elsewhere("OPEN", null, null, NOON)))
                    .containsExactly(open);
            assertThat(seen(joined(state))).containsExactly(open);
        }
    }

    @Test
    void aProcessorSeesWhatWasJoinedAnsweredWithTheOtherOne() {
        var answered = elsewhere("ANSWERED", NOON, true, NOON);
        var closed = elsewhere("CLOSED", NOON, true, NOON);

        assertThat(seen(joined("JOINED"), answered))
                .containsExactly(taken("ANSWERED", NOON, true, NOON));
        assertThat(seen(joined("JOINED"), elsewhere("REFUSED", NOON, null, null)))
                .containsExactly(taken("REFUSED", NOON, null, null));
        assertThat(seen(joined("CLOSED"), answered))
                .containsExactly(taken("CLOSED", NOON, true, NOON));
        assertThat(seen(joined("JOINED"), closed))
                .containsExactly(taken("CLOSED", NOON, true, NOON));
    }

    @Test
    void aProcessorSeesWhatItTookBackAndWhatWasNotJoinedAsItIs() {
        var answered = elsewhere("ANSWERED", NOON, false, null);
        var alone = taken("ANSWERED", NOON, true, NOON);

        assertThat(seen(joined("WITHDRAWN"), answered))
                .containsExactly(taken("WITHDRAWN", null, null, null));
        assertThat(seen(alone, answered)).containsExactly(alone);
    }

    private static List<HeldRequest> seen(HeldRequest... requests) {
        return holdings(requests).seen(PROCESSOR, 2).requests();
    }

    private static Holdings holdings(HeldRequest... requests) {
        return new Holdings(List.of(), List.of(), List.of(requests));
    }

    private static HeldRequest joined(String state) {
        return new HeldRequest(
                FIRST, RHONE, "ACCESS", state, VOIX, NOON, DUE, null, SECOND, null, null);
    }

    private static HeldRequest taken(
            String state,
            @Nullable Instant answeredAt,
            @Nullable Boolean partial,
            @Nullable Instant rectifiedAt) {
        return new HeldRequest(
                FIRST,
                RHONE,
                "ACCESS",
                state,
                VOIX,
                NOON,
                DUE,
                answeredAt,
                null,
                partial,
                rectifiedAt);
    }

    /** That the controller took in. */
    private static HeldRequest elsewhere(
            String state,
            @Nullable Instant answeredAt,
            @Nullable Boolean partial,
            @Nullable Instant rectifiedAt) {
        return new HeldRequest(
                SECOND,
                RHONE,
                "ACCESS",
                state,
                RHONE,
                NOON,
                DUE,
                answeredAt,
                null,
                partial,
                rectifiedAt);
    }
}
