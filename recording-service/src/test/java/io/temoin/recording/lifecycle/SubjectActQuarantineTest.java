// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.recording.lifecycle.SubjectActDesk.AUDIO;
import static io.temoin.recording.lifecycle.SubjectActDesk.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.listening.Listenings;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A10, A16: what a person withdraws or objects to is set apart and goes, whichever this service
 * hears of first.
 */
@QuarkusTest
class SubjectActQuarantineTest {

    private final SubjectActDesk desk;
    private final SubjectActJob job;

    SubjectActQuarantineTest(SubjectActStore acts, SubjectActJob job) {
        this.desk = new SubjectActDesk(acts, job);
        this.job = job;
    }

    @Test
    void whatRestsOnAWithdrawnConsentIsSetApartThenGone() {
        // Given
        desk.call.restingOn("CONSENT");
        desk.stored(desk.call);

        // When
        desk.says("ConsentWithdrawn", "withdrawal", desk.saidAt);

        // Then
        desk.awaitState(desk.id, "QUARANTINED");
        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), desk.id, "QUALITY"),
                403,
                "recording-quarantined");
        Published quarantined = Topic.eventsOf("helios", desk.id, 3).get(2);
        assertThat(quarantined.name()).isEqualTo("RecordingQuarantined");
        EventContract.of(quarantined.type()).accepts(quarantined.payload());
        assertThat(quarantined.data().path("reason").textValue()).isEqualTo("CONSENT_WITHDRAWN");
        Instant at = Instant.parse(quarantined.data().path("at").textValue());
        assertThat(Instant.parse(quarantined.data().path("eraseBy").textValue()))
                .isBefore(at.plus(Duration.ofHours(24)));
        desk.order();
        desk.awaitState(desk.id, "ERASED");
        assertThat(Uploads.filesOf(desk.id)).isEmpty();
    }

    /** An older transaction of the server holds the list back, as a long one does any day. */
    @Test
    void aWithdrawalReachesAtOnceWhatTheListDoesNotHaveYet() throws Exception {
        // Given
        desk.call.restingOn("CONSENT");
        try (Connection older = Backlog.Role.FEED.connect();
                Statement statement = older.createStatement()) {
            older.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            desk.stored(desk.call);

            // When
            desk.says("ConsentWithdrawn", "withdrawal", desk.saidAt);

            // Then
            await().atMost(PATIENCE)
                    .until(() -> SubjectActDesk.state(desk.id), "QUARANTINED"::equals);
            older.rollback();
        }
    }

    /**
     * Withdrawn during the call, before it ended: nothing of it is kept, not even what came before.
     */
    @Test
    void anUploadOfWhatRestsOnAWithdrawnConsentLeavesNothing() {
        // Given
        desk.call.restingOn("CONSENT");
        desk.says("ConsentWithdrawn", "withdrawal", desk.saidAt);
        await().atMost(PATIENCE).until(() -> !desk.known().isEmpty());

        // When
        assertProblem(
                Uploads.put(desk.id, desk.call, desk.decidedAt, AUDIO),
                403,
                "recording-consent-withdrawn");

        // Then
        assertThat(Uploads.filesOf(desk.id)).isEmpty();
        Published refused = Topic.eventsOf("helios", desk.id, 1).getFirst();
        assertThat(refused.name()).isEqualTo("RecordingRefused");
        EventContract.of(refused.type()).accepts(refused.payload());
    }

    /** A10: "ne m'appelez plus" ends calls; the recording goes on under its own purpose. */
    @Test
    void a10WhatRestsOnALegitimateInterestStays() {
        // Given
        desk.stored(desk.call);
        UUID consented = Uploads.newId();
        Receipts other =
                Receipts.of(desk.decidedAt).with("subject", desk.subject).restingOn("CONSENT");
        Uploads.put(consented, other, desk.decidedAt, AUDIO).then().statusCode(201);

        // When
        desk.says("MarketingObjectionRecorded", "objection", desk.saidAt);
        desk.says("ConsentWithdrawn", "withdrawal", desk.saidAt);
        desk.awaitState(consented, "QUARANTINED");

        // Then
        assertThat(Topic.eventsOf("helios", desk.id, 2))
                .extracting(Published::name)
                .containsExactly("RecordingRegistered", "RecordingStored");
        assertThat(Listenings.ask(Callers.DIANE.asks(), desk.id, "QUALITY").statusCode())
                .isEqualTo(201);
    }

    @Test
    void onlyThePurposesThatRestOnAConsentEndWithIt() {
        // Given
        desk.call.restingOn("LEGITIMATE_INTEREST", "CONSENT");
        desk.stored(desk.call);

        // When
        desk.says("ConsentWithdrawn", "withdrawal", desk.saidAt);

        // Then
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            job.look();
                            return List.of("QUALITY").equals(purposes());
                        });
        Published ended =
                Topic.eventsOf("helios", desk.id, 3).stream()
                        .filter(event -> event.name().equals("PurposesEnded"))
                        .findFirst()
                        .orElseThrow();
        EventContract.of(ended.type()).accepts(ended.payload());
        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), desk.id, "TRAINING"),
                403,
                "purpose-not-alive");
        assertThat(Listenings.ask(Callers.DIANE.asks(), desk.id, "QUALITY").statusCode())
                .isEqualTo(201);
    }

    private List<String> purposes() {
        return Callers.DIANE.asks().get("/v1/recordings/" + desk.id).path("purposes.purpose");
    }

    /** A16, variant: what rests on a consent is withdrawn, and needs no decision. */
    @Test
    void a16WhatRestsOnAConsentIsSetApartByTheObjection() {
        // Given
        desk.call.restingOn("CONSENT");
        desk.stored(desk.call);

        // When
        desk.says("RecordingObjectionRecorded", "objection", Instant.now());

        // Then
        desk.awaitState(desk.id, "QUARANTINED");
        Published quarantined =
                Topic.eventsOf("helios", desk.id, 4).stream()
                        .filter(event -> event.name().equals("RecordingQuarantined"))
                        .findFirst()
                        .orElseThrow();
        assertThat(quarantined.data().path("reason").textValue()).isEqualTo("CONSENT_WITHDRAWN");
    }

    /** A16, variant: what a law orders stays. */
    @Test
    void a16WhatALawOrdersStays() {
        // Given
        desk.call.orderedBy("INVESTMENT_ORDER", "P5Y", "RECORDING_ENDED", "AT_LEAST");
        desk.says("ConsentWithdrawn", "withdrawal", desk.saidAt);
        desk.says("RecordingObjectionRecorded", "objection", Instant.now());
        await().atMost(PATIENCE).until(() -> desk.known().size() == 2);

        // When
        desk.stored(desk.call);
        SubjectActDesk.awaitListed(desk.id, "STORED");
        job.look();

        // Then
        assertThat(Callers.DIANE.asks().get("/v1/recordings/" + desk.id).<String>path("state"))
                .isEqualTo("STORED");
    }
}
