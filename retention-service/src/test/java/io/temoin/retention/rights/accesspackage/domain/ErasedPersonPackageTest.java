// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.LinkUse;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.TakeBackErased;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageDownloaded;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageLinkIssued;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRevoked;
import io.temoin.retention.rights.domain.OwnerService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of the copies of a person who is erased. */
class ErasedPersonPackageTest {

    private static final UUID PACKAGE = UUID.fromString("01990000-0000-8000-8000-00000000000d");
    private static final UUID REQUEST = UUID.fromString("01990000-0000-8000-8000-00000000000e");
    private static final UUID LINK = UUID.fromString("01990000-0000-8000-8000-00000000000f");
    private static final String RHONE = "rhone-telecom";
    private static final String PERSON = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));
    private static final TakeBackErased TAKE_BACK = new TakeBackErased(LATER);

    private static final AccessPackageRequested REQUESTED =
            new AccessPackageRequested(
                    PACKAGE,
                    REQUEST,
                    RHONE,
                    PERSON,
                    PackageKind.PORTABILITY,
                    OtherVoices.WITHHELD,
                    1,
                    List.of(),
                    List.of(OwnerService.CONSENT),
                    NOW.plus(Duration.ofHours(6)),
                    NOW.plus(Duration.ofDays(14)),
                    NOW);

    private static final AccessPackageRevoked TAKEN_BACK =
            new AccessPackageRevoked(
                    PACKAGE, REQUEST, RHONE, PERSON, RevocationReason.SOURCE_DESTROYED, LATER);

    private static List<AccessPackageEvent> decided(AccessPackage state) {
        return new AccessPackageDecider().decide(TAKE_BACK, state);
    }

    private static Built built(Map<UUID, LinkUse> links) {
        return new Built(REQUESTED, Map.of(), List.of(), links);
    }

    /** For two downloads; those of before began long ago. */
    private static Built withLink(Instant until, int used) {
        return withLink(until, used, used == 0 ? null : NOW);
    }

    private static Built withLink(Instant until, int used, @Nullable Instant lastUsedAt) {
        var issued =
                new AccessPackageLinkIssued(PACKAGE, REQUEST, RHONE, PERSON, LINK, 2, until, NOW);
        return built(Map.of(LINK, new LinkUse(issued, used, lastUsedAt)));
    }

    @Test
    void whatNobodyCanFetchIsTakenBack() {
        assertThat(decided(new Building(REQUESTED, Map.of()))).containsExactly(TAKEN_BACK);
        assertThat(decided(built(Map.of()))).containsExactly(TAKEN_BACK);
        assertThat(decided(withLink(LATER, 0))).containsExactly(TAKEN_BACK);
        assertThat(decided(withLink(LATER.plusSeconds(1), 2))).containsExactly(TAKEN_BACK);
    }

    /** The person asked for that copy, too. */
    @Test
    void whatThePersonHasALinkToStaysUntilItEnds() {
        assertThat(decided(withLink(LATER.plusSeconds(1), 1))).isEmpty();
    }

    /**
     * A download is counted before its first byte: it must not break off because it was the last.
     */
    @Test
    void aLinkThatWasUsedUpJustNowMayStillBeInUse() {
        Instant anHourAgo = LATER.minus(Duration.ofHours(1));

        assertThat(decided(withLink(LATER.plusSeconds(1), 2, anHourAgo.plusMillis(1)))).isEmpty();
        assertThat(decided(withLink(LATER, 1, anHourAgo.plusMillis(1)))).isEmpty();
        assertThat(decided(withLink(LATER.plusSeconds(1), 2, anHourAgo)))
                .containsExactly(TAKEN_BACK);
    }

    @Test
    void aDownloadIsRememberedWithItsTime() {
        var downloaded =
                new AccessPackageDownloaded(PACKAGE, REQUEST, RHONE, PERSON, LINK, 2, LATER);

        var after =
                new AccessPackageDecider().evolve(withLink(LATER.plusSeconds(1), 1), downloaded);

        assertThat(decided(after)).as("the last download has just begun").isEmpty();
    }

    @Test
    void whatIsNotThereOrGoneIsLeftAlone() {
        assertThat(decided(new Unrequested())).isEmpty();
        assertThat(decided(new Expired(REQUESTED))).isEmpty();
        assertThat(decided(new Revoked(REQUESTED, RevocationReason.CONTENT_WRONG, NOW, false)))
                .isEmpty();
    }
}
