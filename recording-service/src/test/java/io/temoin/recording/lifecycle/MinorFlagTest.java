// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.recording.lifecycle.SubjectActDesk.AUDIO;
import static io.temoin.recording.lifecycle.SubjectActDesk.PATIENCE;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.MINOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.listening.Listenings;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A15: what a minor could not permit is set apart and goes, whichever this service hears of first.
 */
@QuarkusTest
class MinorFlagTest {

    private final SubjectActDesk desk;
    private final SubjectActStore acts;
    private final SubjectActJob job;

    MinorFlagTest(SubjectActStore acts, SubjectActJob job) {
        this.desk = new SubjectActDesk(acts, job);
        this.acts = acts;
        this.job = job;
    }

    @Test
    void a15WhatWasStoredBeforeTheFlagIsSetApartThenGone() {
        // Given
        desk.stored(desk.call);

        // When
        desk.flag("helios", "rhone-telecom", UUID.randomUUID());

        // Then
        desk.awaitState(desk.id, "QUARANTINED");
        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), desk.id, "QUALITY"),
                403,
                "recording-quarantined");
        Published quarantined = Topic.eventsOf("helios", desk.id, 3).get(2);
        assertThat(quarantined.name()).isEqualTo("RecordingQuarantined");
        EventContract.of(quarantined.type()).accepts(quarantined.payload());
        Instant at = Instant.parse(quarantined.data().path("at").textValue());
        assertThat(Instant.parse(quarantined.data().path("eraseBy").textValue()))
                .isBeforeOrEqualTo(at.plus(Duration.ofHours(24)));
        assertThat(quarantined.headers())
                .containsEntry("ce_correlationid", "c0ffee00-0000-4000-8000-000000000001");

        // When
        desk.order();

        // Then
        desk.awaitState(desk.id, "ERASED");
        assertThat(Uploads.filesOf(desk.id)).isEmpty();
    }

    @Test
    void a15WhatComesAfterTheFlagIsRefused() {
        // Given
        desk.flag("helios", "rhone-telecom", UUID.randomUUID());
        await().atMost(PATIENCE).until(() -> !desk.known().isEmpty());

        // When
        assertProblem(
                Uploads.put(desk.id, desk.call, desk.decidedAt, AUDIO), 403, "recording-of-minor");

        // Then
        assertThat(Uploads.filesOf(desk.id)).isEmpty();
        Published refused = Topic.eventsOf("helios", desk.id, 1).getFirst();
        assertThat(refused.name()).isEqualTo("RecordingRefused");
        assertThat(refused.data().path("code").textValue()).isEqualTo("RECORDING_OF_MINOR");
        EventContract.of(refused.type()).accepts(refused.payload());
    }

    /** The flag is kept and the service dies before it looks, or the recording came meanwhile. */
    @Test
    void a15WhatACrashLeftIsFoundByTheNextLook() {
        // Given
        desk.stored(desk.call);
        SubjectActDesk.awaitListed(desk.id, "STORED");
        acts.keep(desk.recordedAct(UUID.randomUUID(), MINOR)).await().atMost(PATIENCE);

        // When
        job.look();

        // Then
        desk.awaitState(desk.id, "QUARANTINED");
    }

    /** A message costs what its own person's recordings cost; the job looks at all the others. */
    @Test
    void aMessageLeadsToNobodyElsesRecordings() {
        // Given
        UUID others = Uploads.newId();
        String other = UUID.randomUUID().toString().replace("-", "");
        Receipts theirs = Receipts.of(desk.decidedAt).with("subject", other);
        Uploads.put(others, theirs, desk.decidedAt, AUDIO).then().statusCode(201);
        SubjectActDesk.awaitListed(others, "STORED");
        acts.keep(desk.recordedAct(other, UUID.randomUUID(), MINOR)).await().atMost(PATIENCE);

        // When the second message of the person is taken, the first is done
        desk.flag("helios", "rhone-telecom", UUID.randomUUID());
        desk.says("ConsentWithdrawn", "withdrawal", desk.saidAt);
        await().atMost(PATIENCE).until(() -> desk.known().size() == 2);

        // Then
        assertThat(SubjectActDesk.state(others)).isEqualTo("STORED");
        job.look();
        assertThat(SubjectActDesk.state(others)).isEqualTo("QUARANTINED");
    }

    @Test
    void a15AFlagThatIsDeliveredTwiceSetsApartOnce() {
        // Given
        desk.stored(desk.call);
        UUID flag = UUID.randomUUID();

        // When
        desk.flag("helios", "rhone-telecom", flag);
        desk.flag("helios", "rhone-telecom", flag);
        desk.awaitState(desk.id, "QUARANTINED");
        job.look();
        Listenings.ask(Callers.DIANE.asks(), desk.id, "QUALITY");

        // Then
        assertThat(Topic.eventsOf("helios", desk.id, 4))
                .extracting(Published::name)
                .containsExactly(
                        "RecordingRegistered",
                        "RecordingStored",
                        "RecordingQuarantined",
                        "ListeningRefused");
        assertThat(desk.known()).hasSize(1);
    }

    @Test
    void a15AnotherControllersAndAnotherTenantsRecordingsStay() {
        // Given
        desk.stored(desk.call);
        UUID elsewhere = Uploads.newId();
        Receipts service =
                Receipts.of(desk.decidedAt)
                        .with("subject", desk.subject)
                        .with("controller", "loire-assurance")
                        .with("purpose", "CUSTOMER_SERVICE");
        Uploads.put(elsewhere, service, desk.decidedAt, AUDIO).then().statusCode(201);

        // When
        desk.flag("boreal", "rhone-telecom", UUID.randomUUID());
        desk.flag("helios", "rhone-telecom", UUID.randomUUID());
        desk.awaitState(desk.id, "QUARANTINED");

        // Then
        assertThat(Topic.eventsOf("helios", elsewhere, 2))
                .extracting(Published::name)
                .containsExactly("RecordingRegistered", "RecordingStored");
        assertThat(Uploads.filesOf(elsewhere)).hasSize(1);
    }

    @Test
    void a15WhatALawOrdersKeptIsTakenAndSetApart() {
        // Given
        desk.flag("helios", "rhone-telecom", UUID.randomUUID());
        await().atMost(PATIENCE).until(() -> !desk.known().isEmpty());
        desk.call.orderedBy("INVESTMENT_ORDER", "P5Y", "RECORDING_ENDED", "AT_LEAST");

        // When
        desk.stored(desk.call);

        // Then at once, and not by a look that comes later
        assertThat(SubjectActDesk.state(desk.id)).isEqualTo("QUARANTINED");
    }
}
