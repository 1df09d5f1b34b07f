// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.PurposeEnd.Cause;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyProblem;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.DispositionEvidence;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ConfirmDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in contracts/ are understood as what recording-service means by them. */
class ConsumedEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:05:01Z");
    private static final CallReference CALL =
            new CallReference(
                    id("000000000001"),
                    "rhone-telecom",
                    "0123456789abcdef0123456789abcdef",
                    id("000000000002"),
                    id("000000000003"));

    private final RecordingEventReader reader = new RecordingEventReader(ZoneId.of("Europe/Paris"));

    @Test
    void retainsAStoredRecording() {
        assertThat(commandOf(example("RecordingStored", _ -> {})))
                .isInstanceOfSatisfying(
                        NoteItem.class,
                        note -> {
                            assertThat(note.call()).isEqualTo(CALL);
                            assertThat(note.endedAt()).isEqualTo("2026-11-24T10:04:00Z");
                            assertThat(note.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
                            assertThat(note.policies())
                                    .extracting(RetentionPolicy::purpose)
                                    .containsExactly(Purpose.TRAINING, Purpose.QUALITY);
                            assertThat(note.announced())
                                    .containsExactly(
                                            announced(Purpose.QUALITY),
                                            announced(Purpose.TRAINING));
                            assertThat(note.now()).isEqualTo(NOW);
                        });
    }

    @Test
    void retainsItUnderThePoliciesOfItsScope() {
        var ofCampaign = own(new PolicyScope("rhone-telecom", "fibre-autumn"));
        var ofAnother = own(PolicyScope.of("loire-assurance"));
        var event =
                example(
                        "RecordingStored",
                        data -> {
                            data.putArray("purposes").add("QUALITY");
                            data.put("campaign", "fibre-autumn");
                        });

        assertThat(reader.itemOf(event, ShippedPolicies.effective(ofCampaign, ofAnother), NOW))
                .isInstanceOfSatisfying(
                        NoteItem.class,
                        note ->
                                assertThat(note.policies())
                                        .extracting(RetentionPolicy::atMost)
                                        .containsExactly(Period.ofMonths(2)));
        assertThat(reader.itemOf(event, ShippedPolicies.effective(ofAnother), NOW))
                .isInstanceOfSatisfying(
                        NoteItem.class,
                        note ->
                                assertThat(note.policies())
                                        .extracting(RetentionPolicy::atMost)
                                        .containsExactly(Period.ofMonths(6)));
    }

    private static OwnPolicy own(PolicyScope scope) {
        return new OwnPolicy(
                id("000000000020"),
                scope,
                3,
                new PolicyTerms(
                        Purpose.QUALITY,
                        RetentionTrigger.RECORDING_ENDED,
                        null,
                        Period.ofMonths(2),
                        "our decision",
                        LocalDate.of(2026, 11, 1),
                        null),
                Instant.parse("2026-11-01T09:00:00Z"),
                null);
    }

    @Test
    void notesAFulfilledPurpose() {
        assertThat(reader.commandOf(example("PurposeFulfilled", _ -> {}), NOW))
                .isEqualTo(
                        new NotePurposeEnd(
                                CALL,
                                Purpose.QUALITY,
                                PurposeEnd.fulfilled(Instant.parse("2026-11-24T10:05:00Z")),
                                NOW));
    }

    /** A21, A15: the order it may cause has an id that follows from the event. */
    @Test
    void notesAQuarantine() {
        var event = example("RecordingQuarantined", _ -> {});
        var later = reader.commandOf(event, NOW.plusSeconds(60));
        assertThat(reader.commandOf(event, NOW))
                .isInstanceOfSatisfying(
                        NoteQuarantine.class,
                        note -> {
                            assertThat(note.call()).isEqualTo(CALL);
                            assertThat(note.quarantine())
                                    .isEqualTo(
                                            new Quarantine(
                                                    "MINOR",
                                                    Instant.parse("2026-11-25T06:05:00Z")));
                            assertThat(later)
                                    .isInstanceOfSatisfying(
                                            NoteQuarantine.class,
                                            again ->
                                                    assertThat(again.order())
                                                            .isEqualTo(note.order()));
                        });
    }

    /** What the person ended is over for the item, and it stays for the rest. */
    @Test
    void notesEachPurposeThatThePersonEnded() {
        var event = example("PurposesEnded", _ -> {});
        assertThat(reader.endedBy(event, NOW))
                .containsExactly(
                        new NotePurposeEnd(
                                CALL,
                                Purpose.TRAINING,
                                new PurposeEnd(
                                        Instant.parse("2026-11-24T10:05:00Z"),
                                        Cause.CONSENT_WITHDRAWN),
                                NOW));
        for (String objection : List.of("OBJECTED", "OPTED_OUT")) {
            assertThat(
                            reader.endedBy(
                                    example("PurposesEnded", data -> data.put("reason", objection)),
                                    NOW))
                    .extracting(note -> note.end().cause())
                    .containsExactly(Cause.OBJECTED);
        }
        assertThat(reader.commandOf(event, NOW)).isNull();
        assertThat(reader.endedBy(example("PurposeFulfilled", _ -> {}), NOW)).isEmpty();
    }

    @Test
    void confirmsADestruction() {
        assertThat(reader.commandOf(example("RecordingErased", _ -> {}), NOW))
                .isEqualTo(
                        new ConfirmDisposition(
                                CALL,
                                id("000000000009"),
                                Instant.parse("2026-11-24T10:05:00Z"),
                                new DispositionEvidence(
                                        "3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11",
                                        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                                        352_044,
                                        "RECORDING",
                                        Instant.parse("2027-01-07T08:00:00Z")),
                                NOW));
    }

    @Test
    void notesADestructionWithoutOrderOfWhatHadNoKey() {
        // Given
        var event =
                example(
                        "RecordingErased",
                        data -> {
                            data.remove("order");
                            data.remove("consent");
                            data.putObject("evidence").put("bytes", 0);
                        });

        // When
        var command = reader.commandOf(event, NOW);

        // Then
        assertThat(command)
                .isInstanceOfSatisfying(
                        ConfirmDisposition.class,
                        confirm -> {
                            assertThat(confirm.order()).isNull();
                            assertThat(confirm.call().consent()).isNull();
                            assertThat(confirm.evidence())
                                    .isEqualTo(new DispositionEvidence(null, null, 0, null, null));
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"RecordingRegistered", "ListeningGranted", "ListeningRefused"})
    void leavesTheOtherEventsAlone(String name) {
        assertThat(reader.commandOf(example(name, _ -> {}), NOW)).isNull();
    }

    @Test
    void guessesNoPolicyForAPurposeWithout() {
        assertThatThrownBy(
                        () ->
                                reader.commandOf(
                                        example(
                                                "PurposeFulfilled",
                                                data -> data.put("purpose", "PODCAST")),
                                        NOW))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        it -> assertThat(it.code()).isEqualTo(PolicyProblem.POLICY_UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recording",
                "controller",
                "subject",
                "decision",
                "purposes",
                "retention",
                "endedAt"
            })
    void refusesAnEventThatLacksAField(String field) {
        assertUnreadable(example("RecordingStored", data -> data.remove(field)));
    }

    @Test
    void refusesFieldsOfAnotherKind() {
        assertUnreadable(example("RecordingStored", data -> data.put("endedAt", "yesterday")));
        assertUnreadable(example("RecordingStored", data -> data.put("recording", "first")));
        assertUnreadable(example("RecordingStored", data -> data.put("controller", 7)));
        assertUnreadable(example("RecordingStored", data -> data.put("purposes", "QUALITY")));
        assertUnreadable(
                example(
                        "RecordingStored",
                        data ->
                                data.putArray("retention")
                                        .addObject()
                                        .put("purpose", "QUALITY")
                                        .put("keepFor", "half a year")
                                        .put("from", "RECORDING_ENDED")));
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        // Given
        var first = example("RecordingStored", _ -> {});

        // When
        var second =
                new ReceivedEvent(
                        first.id(),
                        first.service(),
                        first.type(),
                        2,
                        first.tenant(),
                        first.stream(),
                        first.sequence(),
                        first.time(),
                        first.correlation(),
                        null,
                        null,
                        first.actor(),
                        first.data());

        // Then
        assertUnreadable(second);
    }

    /** What is not named here is left alone before anybody reads it. */
    @ParameterizedTest
    @MethodSource("recordingEvents")
    void namesEveryEventThatCausesACommand(String name) {
        var event = example(name, _ -> {});

        assertThat(RecordingEventReader.TYPES.contains(name))
                .isEqualTo(commandOf(event) != null || !reader.endedBy(event, NOW).isEmpty());
    }

    static Stream<String> recordingEvents() {
        return ContractFiles.eventTypes().stream()
                .map(EventContract::of)
                .filter(contract -> contract.service().equals("recording"))
                .map(EventContract::name);
    }

    private @Nullable RetainedItemCommand commandOf(ReceivedEvent event) {
        return reader.storedFor(event) != null
                ? reader.itemOf(event, ShippedPolicies.effective(), NOW)
                : reader.commandOf(event, NOW);
    }

    private void assertUnreadable(ReceivedEvent event) {
        assertThatThrownBy(() -> commandOf(event))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        it -> assertThat(it.code()).isEqualTo(ScheduleProblem.EVENT_UNREADABLE));
    }

    private static ReceivedEvent example(String name, Consumer<ObjectNode> change) {
        var contract = EventContract.of("io.temoin.recording." + name + ".v1");
        var data = (ObjectNode) contract.exampleNode();
        change.accept(data);
        return new ReceivedEvent(
                "1.0",
                contract.service(),
                contract.name(),
                contract.version(),
                new TenantId("helios"),
                "recording-01990000-0000-7000-8000-000000000001",
                1,
                NOW,
                "correlation",
                null,
                null,
                Actor.service("recording-service"),
                data);
    }

    private static AnnouncedPeriod announced(Purpose purpose) {
        return new AnnouncedPeriod(purpose, Period.ofMonths(6), RetentionTrigger.RECORDING_ENDED);
    }

    private static UUID id(String tail) {
        return UUID.fromString("01990000-0000-7000-8000-" + tail);
    }
}
