// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.recording.Callers;
import io.temoin.recording.Topic;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.PlaybackStore.Due;
import io.temoin.recording.listening.RangeTransfer.Opening;
import io.temoin.recording.listening.RangeTransfer.Progress;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is saved of an answer while it is sent, so that a crash loses little of what was heard. */
@QuarkusTest
class PlaybackStoreTest {

    private static final byte[] AUDIO = Uploads.wave(160_000, 34);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PlaybackStore store;

    PlaybackStoreTest(PlaybackStore store) {
        this.store = store;
    }

    /**
     * The process died while it was sending: what it had saved is recorded, and that more may be.
     */
    @Test
    void aCrashLosesNoMoreThanItSays() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Instant lastByteAt = Instant.now().minusSeconds(20);
        Opening opening = opening(id, granted);

        // When
        store.open(opening, new Progress(0, 0, lastByteAt, null)).await().atMost(PATIENCE);
        store.save(opening, new Progress(0, 4_000, lastByteAt, null)).await().atMost(PATIENCE);

        // Then
        JsonNode data = Topic.eventsOf("helios", id, 4).get(3).data();
        assertThat(Listenings.intervals(data)).containsExactly(List.of(0L, 4_000L));
        assertThat(data.path("incomplete").booleanValue()).isTrue();
        assertThat(data.path("end").textValue()).isEqualTo("LOST");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                !store.save(opening, new Progress(0, 5_000, lastByteAt, null))
                                        .await()
                                        .atMost(PATIENCE));
    }

    /** Somebody has both tokens, and names the same workstation. */
    @Test
    void eachAddressHasItsOwnEntry() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Instant at = Instant.now().minusSeconds(20);
        Opening here = opening(id, granted);
        Opening elsewhere = opening(id, granted, "cd".repeat(16));

        // When
        store.open(here, new Progress(0, 1_000, at, End.FINISHED)).await().atMost(PATIENCE);
        store.open(elsewhere, new Progress(0, 9_000, at, End.FINISHED)).await().atMost(PATIENCE);
        store.save(here, new Progress(0, 1_000, at, End.FINISHED)).await().atMost(PATIENCE);
        store.save(elsewhere, new Progress(0, 9_000, at, End.FINISHED)).await().atMost(PATIENCE);

        // Then
        assertThat(Topic.eventsOf("helios", id, 5).subList(3, 5))
                .extracting(
                        event -> event.data().path("client").textValue(),
                        event -> event.data().path("heardMs").longValue())
                .containsExactlyInAnyOrder(
                        tuple(here.client(), 1_000L), tuple(elsewhere.client(), 9_000L));
    }

    /** A row that was taken for lost, and went on: its id is its own. */
    @Test
    void isNamedAfterWhatIsOver() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Instant until = Instant.parse(granted.path("until"));
        Opening goesOn = opening(id, granted);
        Opening over = opening(id, granted);
        Progress first = new Progress(0, 1_000, until.minusSeconds(200), null);
        Progress second = new Progress(0, 1_000, until.minusSeconds(100), null);
        store.open(goesOn, first).await().atMost(PATIENCE);
        store.open(over, second).await().atMost(PATIENCE);
        store.save(over, new Progress(0, 1_000, second.lastByteAt(), End.FINISHED))
                .await()
                .atMost(PATIENCE);

        // When
        Optional<UUID> claimed =
                store.claim(
                                new Due(over.tenant(), over.listening(), over.client(), null),
                                Duration.ofMinutes(5))
                        .await()
                        .atMost(PATIENCE);

        // Then
        assertThat(claimed).contains(over.id());
    }

    /** Progress is saved from time to time, and the end when it comes; the two may cross. */
    @Test
    void whatIsSavedIsNotTakenBackByASaveThatWasOvertaken() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Instant lastByteAt = Instant.now().minusSeconds(20);
        Opening opening = opening(id, granted);
        store.open(opening, new Progress(0, 0, lastByteAt, null)).await().atMost(PATIENCE);

        // When
        Progress end = new Progress(0, 4_000, lastByteAt, End.FINISHED);
        Progress overtaken = new Progress(0, 2_000, lastByteAt.minusSeconds(1), null);
        store.save(opening, end).await().atMost(PATIENCE);
        store.save(opening, overtaken).await().atMost(PATIENCE);

        // Then
        JsonNode data = Topic.eventsOf("helios", id, 4).get(3).data();
        assertThat(Listenings.intervals(data)).containsExactly(List.of(0L, 4_000L));
        assertThat(data.path("end").textValue()).isEqualTo("FINISHED");
        assertThat(Instant.parse(data.path("lastByteAt").textValue()))
                .isCloseTo(lastByteAt, within(1, ChronoUnit.MILLIS));
    }

    private static Opening opening(UUID id, Response granted) {
        return opening(id, granted, "ab".repeat(16));
    }

    private static Opening opening(UUID id, Response granted, String client) {
        return new Opening(
                UUID.randomUUID(),
                new TenantId("helios"),
                new RecordingId(id),
                UUID.fromString(granted.path("id")),
                PurposeCode.QUALITY,
                new Actor(
                        Callers.CLAIRE.actor(),
                        "voix-du-rhone",
                        "supervisor",
                        "claimed:" + Listenings.WORKSTATION),
                client,
                UUID.randomUUID().toString(),
                granted.<String>path("id") + ".0",
                Instant.parse(granted.path("until")));
    }
}
