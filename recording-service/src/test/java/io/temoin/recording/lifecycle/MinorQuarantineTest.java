// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.MinorFlagStore.Flagged;
import io.temoin.recording.lifecycle.domain.MinorFlag;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.listening.Listenings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A15: the audio of a minor is set apart and goes, whichever this service hears of first. */
@QuarkusTest
class MinorQuarantineTest {

    private static final byte[] AUDIO = Uploads.wave(20_000, 91);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final UUID id = Uploads.newId();
    private final Instant decidedAt = Uploads.decidedAt();
    private final Instant saidAt = decidedAt.plusSeconds(40);
    private final String subject = UUID.randomUUID().toString().replace("-", "");
    private final Receipts call = Receipts.of(decidedAt).with("subject", subject);

    private final MinorFlagStore flags;
    private final MinorQuarantineJob job;

    MinorQuarantineTest(MinorFlagStore flags, MinorQuarantineJob job) {
        this.flags = flags;
        this.job = job;
    }

    @Test
    void a15WhatWasStoredBeforeTheFlagIsSetApartThenGone() {
        // Given
        stored(call);

        // When
        flag("helios", "rhone-telecom", UUID.randomUUID());

        // Then
        awaitState(id, "QUARANTINED");
        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), id, "QUALITY"), 403, "recording-quarantined");
        Published quarantined = Topic.eventsOf("helios", id, 3).get(2);
        assertThat(quarantined.name()).isEqualTo("RecordingQuarantined");
        EventContract.of(quarantined.type()).accepts(quarantined.payload());
        Instant at = Instant.parse(quarantined.data().path("at").textValue());
        assertThat(Instant.parse(quarantined.data().path("eraseBy").textValue()))
                .isBeforeOrEqualTo(at.plus(Duration.ofHours(24)));
        assertThat(quarantined.headers())
                .containsEntry("ce_correlationid", "c0ffee00-0000-4000-8000-000000000001");

        // When
        order();

        // Then
        awaitState(id, "ERASED");
        assertThat(Uploads.filesOf(id)).isEmpty();
    }

    @Test
    void a15WhatComesAfterTheFlagIsRefused() {
        // Given
        flag("helios", "rhone-telecom", UUID.randomUUID());
        await().atMost(PATIENCE).until(() -> !known().isEmpty());

        // When
        assertProblem(Uploads.put(id, call, decidedAt, AUDIO), 403, "recording-of-minor");

        // Then
        assertThat(Uploads.filesOf(id)).isEmpty();
        Published refused = Topic.eventsOf("helios", id, 1).getFirst();
        assertThat(refused.name()).isEqualTo("RecordingRefused");
        assertThat(refused.data().path("code").textValue()).isEqualTo("RECORDING_OF_MINOR");
        EventContract.of(refused.type()).accepts(refused.payload());
    }

    /** The flag is kept and the service dies before it looks, or the recording came meanwhile. */
    @Test
    void a15WhatACrashLeftIsFoundByTheNextLook() {
        // Given
        stored(call);
        awaitListed(id, "STORED");
        flags.keep(flagged(UUID.randomUUID())).await().atMost(PATIENCE);

        // When
        job.look();

        // Then
        awaitState(id, "QUARANTINED");
    }

    @Test
    void a15AFlagThatIsDeliveredTwiceSetsApartOnce() {
        // Given
        stored(call);
        UUID flag = UUID.randomUUID();

        // When
        flag("helios", "rhone-telecom", flag);
        flag("helios", "rhone-telecom", flag);
        awaitState(id, "QUARANTINED");
        job.look();
        Listenings.ask(Callers.DIANE.asks(), id, "QUALITY");

        // Then
        assertThat(Topic.eventsOf("helios", id, 4))
                .extracting(Published::name)
                .containsExactly(
                        "RecordingRegistered",
                        "RecordingStored",
                        "RecordingQuarantined",
                        "ListeningRefused");
        assertThat(known()).hasSize(1);
    }

    @Test
    void a15AnotherControllersAndAnotherTenantsRecordingsStay() {
        // Given
        stored(call);
        UUID elsewhere = Uploads.newId();
        Receipts service =
                Receipts.of(decidedAt)
                        .with("subject", subject)
                        .with("controller", "loire-assurance")
                        .with("purpose", "CUSTOMER_SERVICE");
        Uploads.put(elsewhere, service, decidedAt, AUDIO).then().statusCode(201);

        // When
        flag("boreal", "rhone-telecom", UUID.randomUUID());
        flag("helios", "rhone-telecom", UUID.randomUUID());
        awaitState(id, "QUARANTINED");

        // Then
        assertThat(Topic.eventsOf("helios", elsewhere, 2))
                .extracting(Published::name)
                .containsExactly("RecordingRegistered", "RecordingStored");
        assertThat(Uploads.filesOf(elsewhere)).hasSize(1);
    }

    @Test
    void a15WhatALawOrdersKeptIsTakenAndSetApart() {
        // Given
        flag("helios", "rhone-telecom", UUID.randomUUID());
        await().atMost(PATIENCE).until(() -> !known().isEmpty());
        call.orderedBy("INVESTMENT_ORDER", "P5Y", "RECORDING_ENDED", "AT_LEAST");

        // When
        stored(call);
        awaitListed(id, "STORED");
        job.look();

        // Then
        awaitState(id, "QUARANTINED");
    }

    private void stored(Receipts receipt) {
        Uploads.put(id, receipt, decidedAt, AUDIO).then().statusCode(201);
    }

    private void flag(String tenant, String controller, UUID flag) {
        ObjectNode example =
                (ObjectNode) EventContract.of("io.temoin.consent.MinorFlagged.v1").exampleNode();
        example.put("flag", flag.toString())
                .put("controller", controller)
                .put("subject", subject)
                .put("statedAt", saidAt.toString());
        Topic.consentSays(
                tenant,
                controller + "-" + subject,
                flag + ".0",
                "MinorFlagged",
                example.toString());
    }

    private Flagged flagged(UUID flag) {
        return new Flagged(
                new TenantId("helios"),
                new PartyId("rhone-telecom"),
                new SubjectId(subject),
                new MinorFlag(flag, saidAt),
                flag + ".0",
                "c0ffee00-0000-4000-8000-000000000001");
    }

    private List<MinorFlag> known() {
        return flags.of(
                        new TenantId("helios"),
                        new PartyId("rhone-telecom"),
                        new SubjectId(subject))
                .await()
                .atMost(PATIENCE);
    }

    private void order() {
        ObjectNode example =
                (ObjectNode)
                        EventContract.of("io.temoin.retention.DispositionOrdered.v1").exampleNode();
        example.put("recording", id.toString()).put("order", UUID.randomUUID().toString());
        Topic.retentionSays(
                "helios",
                id,
                UUID.randomUUID() + ".0",
                "DispositionOrdered",
                example.put("basis", "QUARANTINED").toString());
    }

    /** Looks again meanwhile: the list may not have heard of the recording at the first look. */
    private void awaitState(UUID recording, String state) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            job.look();
                            return state.equals(
                                    Callers.DIANE
                                            .asks()
                                            .get("/v1/recordings/" + recording)
                                            .<String>path("state"));
                        });
    }

    private static void awaitListed(UUID recording, String state) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Callers.DIANE
                                        .asks()
                                        .queryParam("state", state)
                                        .queryParam("limit", 200)
                                        .get("/v1/recordings")
                                        .<List<String>>path("items.id")
                                        .contains(recording.toString()));
    }
}
