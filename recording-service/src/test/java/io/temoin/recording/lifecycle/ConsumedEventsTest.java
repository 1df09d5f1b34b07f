// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.lifecycle.AccessEndOrders.Ended;
import io.temoin.recording.lifecycle.RecordingOrders.Ordered;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
import io.temoin.recording.lifecycle.domain.ObjectionReach;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders of retention-service are understood as contracts/ tells them. */
class ConsumedEventsTest {

    private final JsonNode example =
            EventContract.of("io.temoin.retention.DispositionOrdered.v1").exampleNode();

    @Test
    void anOrderIsUnderstood() {
        assertThat(Ordered.of(new JsonFields(example)))
                .isEqualTo(
                        new Ordered(
                                new RecordingId(
                                        UUID.fromString("01990000-0000-7000-8000-000000000001")),
                                new Erasure.Order(
                                        UUID.fromString("01990000-0000-7000-8000-000000000009"),
                                        "PURPOSE_FULFILLED")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording", "order", "basis"})
    void anOrderThatSaysTooLittleIsRejected(String field) {
        JsonNode less = ((ObjectNode) example.deepCopy()).without(field);
        assertThatThrownBy(() -> Ordered.of(new JsonFields(less))).isInstanceOf(Rejected.class);
    }

    @Test
    void theEndOfAPurposeIsUnderstood() {
        assertThat(Ended.of(new JsonFields(endOfPurpose())))
                .isEqualTo(
                        new Ended(
                                new RecordingId(
                                        UUID.fromString("01990000-0000-7000-8000-000000000001")),
                                PurposeCode.TRAINING,
                                Instant.parse("2027-05-24T22:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording", "purpose", "endedAt"})
    void anEndOfAPurposeThatSaysTooLittleIsRejected(String field) {
        JsonNode less = endOfPurpose().without(field);
        assertThatThrownBy(() -> Ended.of(new JsonFields(less))).isInstanceOf(Rejected.class);
    }

    private static ObjectNode endOfPurpose() {
        return (ObjectNode)
                EventContract.of("io.temoin.retention.PurposeAccessEnded.v1").exampleNode();
    }

    @ParameterizedTest
    @CsvSource({
        "MinorFlagged, MINOR, 019a0000-0000-7000-8000-000000000004,",
        "ConsentWithdrawn, CONSENT_WITHDRAWN, 019a0000-0000-7000-8000-000000000004,",
        "RecordingObjectionRecorded, OBJECTED, 019a0000-0000-7000-8000-000000000004,"
                + " 019a0000-0000-7000-8000-000000000003"
    })
    void whatAPersonSaidIsUnderstood(
            String type, QuarantineReason kind, UUID act, @Nullable UUID decision) {
        assertThat(SubjectActConsumer.recordedAct(said(type, exampleOf(type))))
                .isEqualTo(
                        new RecordedAct(
                                new TenantId("helios"),
                                new PartyId("rhone-telecom"),
                                new SubjectId("0123456789abcdef0123456789abcdef"),
                                new SubjectAct(
                                        act,
                                        kind,
                                        decision,
                                        Instant.parse("2026-11-24T09:30:00Z"),
                                        kind == QuarantineReason.OBJECTED
                                                ? ObjectionReach.PENDING
                                                : null),
                                "e-1",
                                "c-1"));
    }

    /** A10: an objection to marketing is none to recordings. */
    @ParameterizedTest
    @ValueSource(strings = {"MarketingObjectionRecorded", "ConsentGiven", "PreferencesStated"})
    void whatElseAPersonSaidEndsNothing(String type) {
        assertThat(SubjectActConsumer.recordedAct(said(type, exampleOf(type)))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"withdrawal", "controller", "subject", "statedAt"})
    void whatSaysTooLittleIsRejected(String field) {
        JsonNode less = ((ObjectNode) exampleOf("ConsentWithdrawn")).without(field);
        assertThatThrownBy(() -> SubjectActConsumer.recordedAct(said("ConsentWithdrawn", less)))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void whatTheDeskRestrictsIsUnderstood() {
        var restriction = RestrictionConsumer.restriction(desk("ProcessingRestricted", _ -> {}));

        assertThat(restriction)
                .isEqualTo(
                        new RestrictionStore.Restriction(
                                new TenantId("helios"),
                                UUID.fromString("019a0000-0000-7000-8000-000000000004"),
                                new PartyId("rhone-telecom"),
                                new SubjectId("0123456789abcdef0123456789abcdef"),
                                null,
                                UUID.fromString("019a0000-0000-7000-8000-000000000007"),
                                "OBJECTION",
                                null,
                                "e-1",
                                "c-1"));
        assertThat(
                        RestrictionConsumer.restriction(
                                desk(
                                        "ProcessingRestricted",
                                        data -> data.putArray("services").add("CONSENT"))))
                .isNull();
    }

    @Test
    void whatTheDeskUpholdsIsUnderstood() {
        assertThat(RestrictionConsumer.upheld(desk("ObjectionUpheld", _ -> {})).act())
                .isEqualTo(
                        new SubjectAct(
                                UUID.fromString("019a0000-0000-7000-8000-000000000004"),
                                QuarantineReason.OBJECTED,
                                UUID.fromString("019a0000-0000-7000-8000-000000000007"),
                                Instant.parse("2026-11-24T09:30:00Z"),
                                new ObjectionReach(
                                        ObjectionReach.Stage.UPHELD,
                                        null,
                                        Set.of(
                                                UUID.fromString(
                                                        "019a0000-0000-7000-8000-000000000005")))));
    }

    /** What cannot be understood is parked, never taken for less. */
    @ParameterizedTest
    @ValueSource(strings = {"request", "controller", "subject", "type", "services"})
    void aRestrictionThatSaysTooLittleIsRejected(String field) {
        var less = desk("ProcessingRestricted", data -> data.remove(field));

        assertThatThrownBy(() -> RestrictionConsumer.restriction(less))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "controller", "subject", "statedAt", "kept"})
    void anUpheldObjectionThatSaysTooLittleIsRejected(String field) {
        var less = desk("ObjectionUpheld", data -> data.remove(field));

        assertThatThrownBy(() -> RestrictionConsumer.upheld(less)).isInstanceOf(Rejected.class);
    }

    private static ReceivedEvent desk(String type, Consumer<ObjectNode> change) {
        var data =
                (ObjectNode)
                        EventContract.of("io.temoin.retention." + type + ".v1")
                                .exampleNode()
                                .deepCopy();
        change.accept(data);
        return said(type, data);
    }

    private static JsonNode exampleOf(String type) {
        return EventContract.of("io.temoin.consent." + type + ".v1").exampleNode().deepCopy();
    }

    private static ReceivedEvent said(String type, JsonNode data) {
        return new ReceivedEvent(
                "e-1",
                "consent",
                type,
                1,
                new TenantId("helios"),
                "contact-rhone-telecom-0123456789abcdef0123456789abcdef",
                1,
                Instant.parse("2026-11-24T09:30:00Z"),
                "c-1",
                null,
                null,
                Actor.service("test"),
                data);
    }
}
