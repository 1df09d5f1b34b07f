// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import static io.temoin.retention.rights.accesspackage.domain.PackageProblem.PACKAGE_EXPIRED;
import static io.temoin.retention.rights.accesspackage.domain.PackageProblem.PACKAGE_LINK_ENDED;
import static io.temoin.retention.rights.accesspackage.domain.PackageProblem.PACKAGE_NOT_READY;
import static io.temoin.retention.rights.accesspackage.domain.PackageProblem.PACKAGE_REVOKED;
import static io.temoin.retention.rights.accesspackage.domain.PackageProblem.PACKAGE_RUNNING;
import static io.temoin.retention.rights.accesspackage.domain.PackageProblem.PACKAGE_UNKNOWN;
import static io.temoin.retention.rights.domain.OwnerService.AUDIT;
import static io.temoin.retention.rights.domain.OwnerService.CONSENT;
import static io.temoin.retention.rights.domain.OwnerService.RECORDING;
import static io.temoin.retention.rights.domain.OwnerService.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PartCount;
import io.temoin.packageparts.domain.PartFailure;
import io.temoin.packageparts.domain.PersonChannel;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.DownloadPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.ExpirePackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.IssueLink;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.ReportAltered;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RequestPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RevokePackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.SettlePart;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.Settlement;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.TimeOutParts;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.Wanted;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageCompleted;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageDownloaded;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageExpired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageIncomplete;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageLinkIssued;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRevoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartSettled;
import io.temoin.retention.rights.domain.OwnerService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessPackageDeciderTest {

    private static final UUID PACKAGE = UUID.fromString("01990000-0000-8000-8000-00000000000d");
    private static final UUID REQUEST = UUID.fromString("01990000-0000-8000-8000-00000000000e");
    private static final UUID LINK = UUID.fromString("01990000-0000-8000-8000-00000000000f");
    private static final UUID PART = UUID.fromString("01990000-0000-8000-8000-0000000000aa");
    private static final String RHONE = "rhone-telecom";
    private static final String PERSON = "0123456789abcdef0123456789abcdef";
    private static final String KEY = "public";
    private static final List<PersonChannel> CHANNELS = List.of(new PersonChannel(PART, null));
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Instant PARTS_DUE = NOW.plus(Duration.ofHours(6));
    private static final Instant EXPIRY = NOW.plus(Duration.ofDays(14));
    private static final Instant LINK_END = NOW.plus(Duration.ofDays(7));

    private final DeciderSpecification<AccessPackageCommand, AccessPackage, AccessPackageEvent>
            packages = DeciderSpecification.of(new AccessPackageDecider());

    private static RequestPackage request(PackageKind kind) {
        return new RequestPackage(
                PACKAGE,
                REQUEST,
                RHONE,
                PERSON,
                new Wanted(kind, OtherVoices.WITHHELD, 1, CHANNELS),
                KEY,
                PARTS_DUE,
                EXPIRY,
                NOW);
    }

    private static AccessPackageEvent[] requested(PackageKind kind, OwnerService... services) {
        List<AccessPackageEvent> events = new ArrayList<>();
        events.add(
                new AccessPackageRequested(
                        PACKAGE,
                        REQUEST,
                        RHONE,
                        PERSON,
                        kind,
                        OtherVoices.WITHHELD,
                        1,
                        CHANNELS,
                        List.of(services),
                        PARTS_DUE,
                        EXPIRY,
                        NOW));
        for (OwnerService service : services) {
            events.add(
                    new PackagePartRequested(
                            PACKAGE,
                            REQUEST,
                            RHONE,
                            PERSON,
                            service,
                            kind,
                            OtherVoices.WITHHELD,
                            1,
                            service == RECORDING ? CHANNELS : List.of(),
                            KEY,
                            EXPIRY));
        }
        return events.toArray(AccessPackageEvent[]::new);
    }

    private static AccessPackageEvent[] portability(AccessPackageEvent... more) {
        List<AccessPackageEvent> events =
                new ArrayList<>(List.of(requested(PackageKind.PORTABILITY, CONSENT, RECORDING)));
        events.addAll(List.of(more));
        return events.toArray(AccessPackageEvent[]::new);
    }

    private static AccessPackageEvent[] built(AccessPackageEvent... more) {
        List<AccessPackageEvent> events =
                new ArrayList<>(
                        List.of(
                                portability(
                                        ready(CONSENT, 0), ready(RECORDING, 0), completed(NOW))));
        events.addAll(List.of(more));
        return events.toArray(AccessPackageEvent[]::new);
    }

    private static PartContent content(long missing) {
        return new PartContent(
                PART,
                10,
                "ab",
                List.of(new PartCount("calls", 3), new PartCount("missing", missing)));
    }

    private static PackagePartSettled ready(OwnerService service, long missing) {
        return new PackagePartSettled(
                PACKAGE, REQUEST, RHONE, PERSON, service, content(missing), null, NOW);
    }

    private static PackagePartSettled failed(
            OwnerService service, MissingReason reason, Instant at) {
        return new PackagePartSettled(PACKAGE, REQUEST, RHONE, PERSON, service, null, reason, at);
    }

    private static AccessPackageCompleted completed(Instant at) {
        return new AccessPackageCompleted(PACKAGE, REQUEST, RHONE, PERSON, at);
    }

    private static AccessPackageIncomplete incomplete(Instant at, MissingPart... missing) {
        return new AccessPackageIncomplete(PACKAGE, REQUEST, RHONE, PERSON, List.of(missing), at);
    }

    private static AccessPackageLinkIssued link(Instant until) {
        return new AccessPackageLinkIssued(PACKAGE, REQUEST, RHONE, PERSON, LINK, 2, until, NOW);
    }

    private static AccessPackageDownloaded downloaded(int number) {
        return new AccessPackageDownloaded(PACKAGE, REQUEST, RHONE, PERSON, LINK, number, NOW);
    }

    private static AccessPackageExpired expired() {
        return new AccessPackageExpired(PACKAGE, REQUEST, RHONE, PERSON, EXPIRY);
    }

    private static SettlePart settle(OwnerService service, Settlement settlement) {
        return new SettlePart(service, settlement, NOW);
    }

    private static Settlement readyWith(long missing) {
        return new Settlement.Ready(content(missing));
    }

    @Test
    void everyServiceContributesToACopyAndTwoToWhatThePersonProvided() {
        packages.given()
                .when(request(PackageKind.ACCESS))
                .then(requested(PackageKind.ACCESS, CONSENT, RECORDING, RETENTION, AUDIT));
        packages.given()
                .when(request(PackageKind.PORTABILITY))
                .then(requested(PackageKind.PORTABILITY, CONSENT, RECORDING));
    }

    @Test
    void isCompleteOnceEveryServiceHasGivenAllOfIt() {
        packages.given(portability()).when(settle(CONSENT, readyWith(0))).then(ready(CONSENT, 0));
        packages.given(portability(ready(CONSENT, 0)))
                .when(settle(RECORDING, readyWith(0)))
                .then(ready(RECORDING, 0), completed(NOW));
    }

    @Test
    void saysWhatIsMissingAndWhy() {
        packages.given(portability(failed(CONSENT, MissingReason.GIVEN_UP, NOW)))
                .when(settle(RECORDING, readyWith(2)))
                .then(
                        ready(RECORDING, 2),
                        incomplete(
                                NOW,
                                new MissingPart(CONSENT, MissingReason.GIVEN_UP, null),
                                new MissingPart(RECORDING, MissingReason.ITEMS_MISSING, 2L)));
        packages.given(portability(ready(RECORDING, 0)))
                .when(settle(CONSENT, new Settlement.Failed(MissingReason.GIVEN_UP)))
                .then(
                        failed(CONSENT, MissingReason.GIVEN_UP, NOW),
                        incomplete(NOW, new MissingPart(CONSENT, MissingReason.GIVEN_UP, null)));
    }

    @Test
    void aServiceIsSettledOnceAndOnlyIfItWasAsked() {
        packages.given(portability(ready(CONSENT, 0)))
                .when(settle(CONSENT, new Settlement.Failed(MissingReason.GIVEN_UP)))
                .thenNothing();
        packages.given(portability()).when(settle(AUDIT, readyWith(0))).thenNothing();
        packages.given(built()).when(settle(CONSENT, readyWith(0))).thenNothing();
        packages.given(built(expired())).when(settle(CONSENT, readyWith(0))).thenNothing();
        packages.given().when(settle(CONSENT, readyWith(0))).thenRejected(PACKAGE_UNKNOWN);
    }

    @Test
    void goesOnWithoutWhatIsNotThereInTime() {
        packages.given(portability(ready(CONSENT, 0)))
                .when(new TimeOutParts(PARTS_DUE))
                .then(
                        failed(RECORDING, MissingReason.TOO_LATE, PARTS_DUE),
                        incomplete(
                                PARTS_DUE,
                                new MissingPart(RECORDING, MissingReason.TOO_LATE, null)));
        packages.given(portability(ready(CONSENT, 0)))
                .when(new TimeOutParts(PARTS_DUE.minusNanos(1)))
                .thenNothing();
        packages.given(built()).when(new TimeOutParts(PARTS_DUE)).thenNothing();
        packages.given(built(expired())).when(new TimeOutParts(EXPIRY)).thenNothing();
        packages.given().when(new TimeOutParts(PARTS_DUE)).thenNothing();
    }

    @Test
    void oneStreamIsOnePackage() {
        var again = request(PackageKind.PORTABILITY);
        packages.given(portability()).when(again).thenRejected(PACKAGE_RUNNING);
        packages.given(built()).when(again).thenRejected(PACKAGE_RUNNING);
        packages.given(built(expired())).when(again).thenRejected(PACKAGE_RUNNING);
    }

    @Test
    void aLinkEndsWithThePackageAtTheLatest() {
        packages.given(built()).when(new IssueLink(LINK, 2, LINK_END, NOW)).then(link(LINK_END));
        packages.given(built())
                .when(new IssueLink(LINK, 2, EXPIRY.plusSeconds(1), NOW))
                .then(link(EXPIRY));
        packages.given(built())
                .when(new IssueLink(LINK, 2, EXPIRY, EXPIRY))
                .thenRejected(PACKAGE_EXPIRED);
        packages.given(portability())
                .when(new IssueLink(LINK, 2, LINK_END, NOW))
                .thenRejected(PACKAGE_NOT_READY);
        packages.given(built(expired()))
                .when(new IssueLink(LINK, 2, LINK_END, NOW))
                .thenRejected(PACKAGE_EXPIRED);
        packages.given().when(new IssueLink(LINK, 2, LINK_END, NOW)).thenRejected(PACKAGE_UNKNOWN);
    }

    @Test
    void eachDownloadIsCountedAndThereAreNoMoreThanTheLinkAllows() {
        var download = new DownloadPackage(LINK, NOW);
        packages.given(built(link(LINK_END))).when(download).then(downloaded(1));
        packages.given(built(link(LINK_END), downloaded(1))).when(download).then(downloaded(2));
        packages.given(built(link(LINK_END), downloaded(1), downloaded(2)))
                .when(download)
                .thenRejected(PACKAGE_LINK_ENDED);
        packages.given(built(link(LINK_END)))
                .when(new DownloadPackage(LINK, LINK_END))
                .thenRejected(PACKAGE_LINK_ENDED);
        packages.given(built()).when(download).thenRejected(PACKAGE_UNKNOWN);
        packages.given(portability()).when(download).thenRejected(PACKAGE_NOT_READY);
        packages.given(built(link(LINK_END), expired()))
                .when(download)
                .thenRejected(PACKAGE_EXPIRED);
        packages.given().when(download).thenRejected(PACKAGE_UNKNOWN);
    }

    @Test
    void expiresOnceAndNotEarly() {
        packages.given(built()).when(new ExpirePackage(EXPIRY)).then(expired());
        packages.given(portability()).when(new ExpirePackage(EXPIRY)).then(expired());
        packages.given(built()).when(new ExpirePackage(EXPIRY.minusNanos(1))).thenNothing();
        packages.given(built(expired())).when(new ExpirePackage(EXPIRY)).thenNothing();
        packages.given(portability(expired())).when(new ExpirePackage(EXPIRY)).thenNothing();
        packages.given().when(new ExpirePackage(EXPIRY)).thenNothing();
    }

    private static AccessPackageRevoked revoked() {
        return new AccessPackageRevoked(
                PACKAGE, REQUEST, RHONE, PERSON, RevocationReason.WRONG_RECIPIENT, NOW);
    }

    @Test
    void isTakenBackOnceWhileItLives() {
        var revoke = new RevokePackage(RevocationReason.WRONG_RECIPIENT, NOW);
        packages.given(portability()).when(revoke).then(revoked());
        packages.given(built(link(LINK_END))).when(revoke).then(revoked());
        packages.given(built(revoked())).when(revoke).thenRejected(PACKAGE_REVOKED);
        packages.given(built(expired())).when(revoke).thenRejected(PACKAGE_EXPIRED);
        packages.given().when(revoke).thenRejected(PACKAGE_UNKNOWN);
    }

    @Test
    void whatWasTakenBackIsGivenToNobodyAndDestroyedOnce() {
        var gone = built(link(LINK_END), revoked());
        var destroyed = new AccessPackageExpired(PACKAGE, REQUEST, RHONE, PERSON, NOW);
        packages.given(gone).when(new DownloadPackage(LINK, NOW)).thenRejected(PACKAGE_REVOKED);
        packages.given(gone)
                .when(new IssueLink(LINK, 2, LINK_END, NOW))
                .thenRejected(PACKAGE_REVOKED);
        packages.given(gone).when(request(PackageKind.PORTABILITY)).thenRejected(PACKAGE_RUNNING);
        packages.given(portability(revoked())).when(settle(CONSENT, readyWith(0))).thenNothing();
        packages.given(portability(revoked())).when(new TimeOutParts(PARTS_DUE)).thenNothing();
        packages.given(gone).when(new ReportAltered(CONSENT, NOW)).thenNothing();
        packages.given(gone).when(new ExpirePackage(NOW)).then(destroyed);
        packages.given(built(revoked(), destroyed)).when(new ExpirePackage(EXPIRY)).thenNothing();
        packages.given(built(revoked(), destroyed))
                .when(new DownloadPackage(LINK, NOW))
                .thenRejected(PACKAGE_REVOKED);
    }

    @Test
    void aPartThatIsNotWhatWasAnnouncedIsMissingFromThenOn() {
        var altered = failed(CONSENT, MissingReason.ALTERED, NOW);
        packages.given(built()).when(new ReportAltered(CONSENT, NOW)).then(altered);
        packages.given(built(altered)).when(new ReportAltered(CONSENT, NOW)).thenNothing();
        packages.given(built()).when(new ReportAltered(AUDIT, NOW)).thenNothing();
        packages.given(portability()).when(new ReportAltered(CONSENT, NOW)).thenNothing();
        packages.given(built(expired())).when(new ReportAltered(CONSENT, NOW)).thenNothing();
        packages.given().when(new ReportAltered(CONSENT, NOW)).thenRejected(PACKAGE_UNKNOWN);

        var incomplete =
                new AccessPackageDecider()
                        .replay(
                                List.of(
                                        portability(
                                                ready(CONSENT, 1),
                                                ready(RECORDING, 2),
                                                incomplete(
                                                        NOW,
                                                        new MissingPart(
                                                                CONSENT,
                                                                MissingReason.ITEMS_MISSING,
                                                                1L),
                                                        new MissingPart(
                                                                RECORDING,
                                                                MissingReason.ITEMS_MISSING,
                                                                2L)),
                                                altered)));
        assertThat(((AccessPackage.Built) incomplete).missing())
                .containsExactly(
                        new MissingPart(RECORDING, MissingReason.ITEMS_MISSING, 2L),
                        new MissingPart(CONSENT, MissingReason.ALTERED, null));
    }

    /** What is recorded in an order that no process produces changes nothing. */
    @Test
    void eventsOutOfOrderChangeNothing() {
        var decider = new AccessPackageDecider();
        var nothing = decider.initialState();
        for (AccessPackageEvent event :
                List.of(
                        ready(CONSENT, 0),
                        completed(NOW),
                        link(LINK_END),
                        downloaded(1),
                        revoked(),
                        expired())) {
            assertThat(decider.evolve(nothing, event)).isEqualTo(nothing);
        }
        var whole = decider.replay(List.of(built()));
        assertThat(decider.evolve(whole, downloaded(1))).isEqualTo(whole);
        var gone = decider.replay(List.of(built(expired())));
        assertThat(decider.evolve(gone, expired())).isEqualTo(gone);
        assertThat(decider.evolve(gone, revoked())).isEqualTo(gone);
        assertThat(decider.evolve(gone, ready(CONSENT, 0))).isEqualTo(gone);
        var takenBack = decider.replay(List.of(built(revoked())));
        assertThat(decider.evolve(takenBack, revoked())).isEqualTo(takenBack);
        assertThat(decider.evolve(takenBack, ready(CONSENT, 0))).isEqualTo(takenBack);
    }

    @ParameterizedTest
    @EnumSource(PartFailure.class)
    void everyFailureOfAServiceIsAReason(PartFailure failure) {
        assertThat(MissingReason.of(failure).name()).isEqualTo(failure.name());
    }
}
