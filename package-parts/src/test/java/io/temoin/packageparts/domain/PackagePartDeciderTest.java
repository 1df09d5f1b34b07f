// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.packageparts.domain.PackagePartCommand.FinishPart;
import io.temoin.packageparts.domain.PackagePartCommand.GiveUpPart;
import io.temoin.packageparts.domain.PackagePartEvent.PackagePartFailed;
import io.temoin.packageparts.domain.PackagePartEvent.PackagePartReady;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PackagePartDeciderTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-00000000000d");
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final List<PartCount> COUNTS = List.of(new PartCount("calls", 3));
    private static final PartAsked ASKED =
            new PartAsked(
                    ID,
                    ID,
                    "rhone-telecom",
                    "0123456789abcdef0123456789abcdef",
                    "CONSENT",
                    PackageKind.ACCESS,
                    OtherVoices.INCLUDED,
                    null,
                    List.of(),
                    "key",
                    NOW);

    private final PackagePartDecider decider = new PackagePartDecider();

    @Test
    void theFirstPartThatIsFinishedCounts() {
        var finish = new FinishPart(ASKED, ID, 10, "ab", COUNTS, NOW);
        var ready =
                new PackagePartReady(
                        ID,
                        ID,
                        ASKED.controller(),
                        ASKED.subject(),
                        "CONSENT",
                        ID,
                        10,
                        "ab",
                        COUNTS,
                        NOW);

        assertThat(decider.decide(finish, decider.initialState())).containsExactly(ready);
        var written = decider.replay(List.of(ready));
        assertThat(written).isEqualTo(new PackagePart.Written(ready));
        assertThat(decider.decide(finish, written)).isEmpty();
    }

    @Test
    void aPartThatWasGivenUpStaysSo() {
        var giveUp = new GiveUpPart(ASKED, PartFailure.GIVEN_UP, NOW);
        var failed =
                new PackagePartFailed(
                        ID,
                        ID,
                        ASKED.controller(),
                        ASKED.subject(),
                        "CONSENT",
                        PartFailure.GIVEN_UP,
                        NOW);

        assertThat(decider.decide(giveUp, decider.initialState())).containsExactly(failed);
        var abandoned = decider.replay(List.of(failed));
        assertThat(decider.decide(giveUp, abandoned)).isEmpty();
        assertThat(decider.decide(new FinishPart(ASKED, ID, 10, "ab", COUNTS, NOW), abandoned))
                .isEmpty();
    }
}
