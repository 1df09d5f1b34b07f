// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.recording.lifecycle.domain.QuarantineReason.MINOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.SubjectActStore.Noted;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.recording.listening.Listenings;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A10, A15, A16: what a person withdraws, objects to, or could not permit is set apart and goes,
 * whichever this service hears of first.
 */
@QuarkusTest
class SubjectActQuarantineTest {

    private static final byte[] AUDIO = Uploads.wave(20_000, 91);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final UUID id = Uploads.newId();
    private final Instant decidedAt = Uploads.decidedAt();
    private final Instant saidAt = decidedAt.plusSeconds(40);
    private final String subject = UUID.randomUUID().toString().replace("-", "");
    private final Receipts call = Receipts.of(decidedAt).with("subject", subject);

    private final SubjectActStore acts;
    private final SubjectActJob job;

    SubjectActQuarantineTest(SubjectActStore acts, SubjectActJob job) {
        this.acts = acts;
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
        acts.keep(noted(UUID.randomUUID(), MINOR)).await().atMost(PATIENCE);

        // When
        job.look();

        // Then
        awaitState(id, "QUARANTINED");
    }

    /** A message costs what its own person's recordings cost; the job looks at all the others. */
    @Test
    void aMessageLeadsToNobodyElsesRecordings() {
        // Given
        UUID others = Uploads.newId();
        String other = UUID.randomUUID().toString().replace("-", "");
        Receipts theirs = Receipts.of(decidedAt).with("subject", other);
        Uploads.put(others, theirs, decidedAt, AUDIO).then().statusCode(201);
        awaitListed(others, "STORED");
        acts.keep(noted(other, UUID.randomUUID(), MINOR)).await().atMost(PATIENCE);

        // When the second message of the person is taken, the first is done
        flag("helios", "rhone-telecom", UUID.randomUUID());
        says("ConsentWithdrawn", "withdrawal", saidAt);
        await().atMost(PATIENCE).until(() -> known().size() == 2);

        // Then
        assertThat(state(others)).isEqualTo("STORED");
        job.look();
        assertThat(state(others)).isEqualTo("QUARANTINED");
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

        // Then at once, and not by a look that comes later
        assertThat(state(id)).isEqualTo("QUARANTINED");
    }

    @Test
    void whatRestsOnAWithdrawnConsentIsSetApartThenGone() {
        // Given
        call.restingOn("CONSENT");
        stored(call);

        // When
        says("ConsentWithdrawn", "withdrawal", saidAt);

        // Then
        awaitState(id, "QUARANTINED");
        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), id, "QUALITY"), 403, "recording-quarantined");
        Published quarantined = Topic.eventsOf("helios", id, 3).get(2);
        assertThat(quarantined.name()).isEqualTo("RecordingQuarantined");
        EventContract.of(quarantined.type()).accepts(quarantined.payload());
        assertThat(quarantined.data().path("reason").textValue()).isEqualTo("CONSENT_WITHDRAWN");
        Instant at = Instant.parse(quarantined.data().path("at").textValue());
        assertThat(Instant.parse(quarantined.data().path("eraseBy").textValue()))
                .isBefore(at.plus(Duration.ofHours(24)));
        order();
        awaitState(id, "ERASED");
        assertThat(Uploads.filesOf(id)).isEmpty();
    }

    /** An older transaction of the server holds the list back, as a long one does any day. */
    @Test
    void aWithdrawalReachesAtOnceWhatTheListDoesNotHaveYet() throws Exception {
        // Given
        call.restingOn("CONSENT");
        try (Connection older = Backlog.Role.FEED.connect();
                Statement statement = older.createStatement()) {
            older.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            stored(call);

            // When
            says("ConsentWithdrawn", "withdrawal", saidAt);

            // Then
            await().atMost(PATIENCE).until(() -> state(id), "QUARANTINED"::equals);
            older.rollback();
        }
    }

    /** Withdrawn in the call, before it ended: nothing of it is kept, not even what came before. */
    @Test
    void anUploadOfWhatRestsOnAWithdrawnConsentLeavesNothing() {
        // Given
        call.restingOn("CONSENT");
        says("ConsentWithdrawn", "withdrawal", saidAt);
        await().atMost(PATIENCE).until(() -> !known().isEmpty());

        // When
        assertProblem(Uploads.put(id, call, decidedAt, AUDIO), 403, "recording-consent-withdrawn");

        // Then
        assertThat(Uploads.filesOf(id)).isEmpty();
        Published refused = Topic.eventsOf("helios", id, 1).getFirst();
        assertThat(refused.name()).isEqualTo("RecordingRefused");
        EventContract.of(refused.type()).accepts(refused.payload());
    }

    /** A10: "ne m'appelez plus" ends calls; the recording goes on under its own purpose. */
    @Test
    void a10WhatRestsOnALegitimateInterestStays() {
        // Given
        stored(call);
        UUID consented = Uploads.newId();
        Receipts other = Receipts.of(decidedAt).with("subject", subject).restingOn("CONSENT");
        Uploads.put(consented, other, decidedAt, AUDIO).then().statusCode(201);

        // When
        says("MarketingObjectionRecorded", "objection", saidAt);
        says("ConsentWithdrawn", "withdrawal", saidAt);
        awaitState(consented, "QUARANTINED");

        // Then
        assertThat(Topic.eventsOf("helios", id, 2))
                .extracting(Published::name)
                .containsExactly("RecordingRegistered", "RecordingStored");
        assertThat(Listenings.ask(Callers.DIANE.asks(), id, "QUALITY").statusCode()).isEqualTo(201);
    }

    @Test
    void onlyThePurposesThatRestOnAConsentEndWithIt() {
        // Given
        call.restingOn("LEGITIMATE_INTEREST", "CONSENT");
        stored(call);

        // When
        says("ConsentWithdrawn", "withdrawal", saidAt);

        // Then
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            job.look();
                            return List.of("QUALITY").equals(purposes());
                        });
        Published ended =
                Topic.eventsOf("helios", id, 3).stream()
                        .filter(event -> event.name().equals("PurposesEnded"))
                        .findFirst()
                        .orElseThrow();
        EventContract.of(ended.type()).accepts(ended.payload());
        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), id, "TRAINING"), 403, "purpose-not-alive");
        assertThat(Listenings.ask(Callers.DIANE.asks(), id, "QUALITY").statusCode()).isEqualTo(201);
    }

    private List<String> purposes() {
        return Callers.DIANE.asks().get("/v1/recordings/" + id).path("purposes.purpose");
    }

    /** A16: the objection restricts at once. */
    @Test
    void a16WhatIsObjectedToIsSetApart() {
        // Given
        stored(call);

        // When
        says("RecordingObjectionRecorded", "objection", Instant.now());

        // Then
        awaitState(id, "QUARANTINED");
        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), id, "QUALITY"), 403, "recording-quarantined");
        assertProblem(
                Uploads.put(Uploads.newId(), call, decidedAt, AUDIO), 403, "recording-objected");
    }

    /** A16, variant: what a law orders stays. */
    @Test
    void a16WhatALawOrdersStays() {
        // Given
        call.orderedBy("INVESTMENT_ORDER", "P5Y", "RECORDING_ENDED", "AT_LEAST");
        says("ConsentWithdrawn", "withdrawal", saidAt);
        says("RecordingObjectionRecorded", "objection", Instant.now());
        await().atMost(PATIENCE).until(() -> known().size() == 2);

        // When
        stored(call);
        awaitListed(id, "STORED");
        job.look();

        // Then
        assertThat(Callers.DIANE.asks().get("/v1/recordings/" + id).<String>path("state"))
                .isEqualTo("STORED");
    }

    private void stored(Receipts receipt) {
        Uploads.put(id, receipt, decidedAt, AUDIO).then().statusCode(201);
    }

    private void flag(String tenant, String controller, UUID flag) {
        SubjectSays.in(tenant, controller, subject).that("MinorFlagged", "flag", flag, saidAt);
    }

    private void says(String type, String idField, Instant statedAt) {
        SubjectSays.in("helios", "rhone-telecom", subject)
                .that(type, idField, UUID.randomUUID(), statedAt);
    }

    private Noted noted(UUID act, QuarantineReason kind) {
        return noted(subject, act, kind);
    }

    private Noted noted(String person, UUID act, QuarantineReason kind) {
        return new Noted(
                new TenantId("helios"),
                new PartyId("rhone-telecom"),
                new SubjectId(person),
                new SubjectAct(act, kind, null, saidAt),
                act + ".0",
                "c0ffee00-0000-4000-8000-000000000001");
    }

    private List<Noted> known() {
        return acts.of(new TenantId("helios"), new PartyId("rhone-telecom"), new SubjectId(subject))
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
                            return state.equals(state(recording));
                        });
    }

    private static String state(UUID recording) {
        return Callers.DIANE.asks().get("/v1/recordings/" + recording).path("state");
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
