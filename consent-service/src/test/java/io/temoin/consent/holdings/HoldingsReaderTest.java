// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every event that is read keeps its contract, and what is not understood is refused. */
class HoldingsReaderTest {

    @ParameterizedTest
    @CsvSource({
        "recording, RecordingStored, RecordingKept",
        "recording, RecordingErased, RecordingGone",
        "recording, ListeningGranted, Listened",
        "recording, PlaybackRecorded, Listened",
        "retention, DispositionScheduled, DueDateMoved",
        "retention, RetainedUnderMinimum, DueDateMoved",
        "retention, TriggerAwaited, DueDateMoved",
        "retention, ConflictRaised, DueDateMoved",
        "retention, RequestOpened, RequestTaken",
        "retention, IdentityProofReceived, RequestMoved",
        "retention, DsrExtended, RequestMoved",
        "retention, RequestJoined, RequestStateChanged",
        "retention, DsrAnswered, RequestStateChanged",
        "retention, DsrRefused, RequestStateChanged",
        "retention, DsrWithdrawn, RequestStateChanged",
        "retention, DsrClosed, RequestStateChanged",
        "retention, ErasureCompleted, PersonErased",
        "retention, RectificationNoted, RequestRectified"
    })
    void readsTheExamplesOfTheContracts(String service, String type, String change) {
        assertThat(HoldingsReader.changeOf(event(service, type, example(service, type))))
                .extracting(read -> read.getClass().getSimpleName())
                .isEqualTo(change);
        assertThat(HoldingsReader.TYPES).as("what is not left alone").contains(type);
    }

    @ParameterizedTest
    @CsvSource({
        "recording, PurposeFulfilled",
        "retention, HoldPlaced",
        "retention, RequestNoted",
        "audit, TrailSearched"
    })
    void changesNothingByOthers(String service, String type) {
        assertThat(HoldingsReader.changeOf(event(service, type, example(service, type)))).isNull();
    }

    /** The desk works on it for others who asked for the same. */
    @Test
    void changesNothingByAWithdrawalThatEndsNothing() {
        var data = example("retention", "DsrWithdrawn").put("continues", true);

        assertThat(HoldingsReader.changeOf(event("retention", "DsrWithdrawn", data))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "recording, RecordingStored, subject",
        "recording, RecordingStored, endedAt",
        "recording, ListeningGranted, grantee",
        "retention, DispositionScheduled, dueOn",
        "retention, RequestOpened, intake",
        "retention, DsrAnswered, partial",
        "retention, ErasureCompleted, completedAt",
        "retention, RectificationNoted, rectifiedAt"
    })
    void refusesWhatIsMissing(String service, String type, String field) {
        var data = example(service, type);
        data.remove(field);

        assertThatThrownBy(() -> HoldingsReader.changeOf(event(service, type, data)))
                .isInstanceOf(MalformedEvent.class);
    }

    @Test
    void refusesADateThatIsNone() {
        var data = example("retention", "DispositionScheduled").put("dueOn", "some day");

        assertThatThrownBy(
                        () ->
                                HoldingsReader.changeOf(
                                        event("retention", "DispositionScheduled", data)))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageNotContaining("some day");
    }

    private static ObjectNode example(String service, String type) {
        return (ObjectNode)
                EventContract.of("io.temoin.%s.%s.v1".formatted(service, type)).exampleNode();
    }

    private static ReceivedEvent event(String service, String type, JsonNode data) {
        return new ReceivedEvent(
                "id.0",
                service,
                type,
                1,
                new TenantId("helios"),
                "stream-1",
                1,
                Instant.parse("2026-11-24T10:05:00Z"),
                "correlation",
                null,
                null,
                new Actor("actor", "rhone-telecom", "quality-analyst", null),
                data);
    }
}
