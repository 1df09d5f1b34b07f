// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.consent.permission.domain.ExampleRestrictions.REQUEST;
import static io.temoin.consent.permission.domain.ExampleRestrictions.releasing;
import static io.temoin.consent.permission.domain.ExampleRestrictions.restricted;
import static io.temoin.consent.permission.domain.ExampleRestrictions.restricting;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.consent.ExampleMetadata;
import io.temoin.consent.agreement.AgreementEventsTest;
import io.temoin.consent.disposal.domain.ItemsDisposed;
import io.temoin.consent.inspection.InspectionStream;
import io.temoin.consent.notice.domain.NoticeEvent;
import io.temoin.consent.permission.domain.CallOutcome;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.ExampleLaws;
import io.temoin.consent.permission.domain.ExampleRectifications;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.permission.domain.Questions;
import io.temoin.consent.purpose.domain.PurposeEvent;
import io.temoin.consent.rights.DsrStream;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.consent.screening.domain.RegisterImported;
import io.temoin.consent.screening.domain.Screening;
import io.temoin.consent.scrubbing.domain.ListScrubbed;
import io.temoin.consent.serving.domain.ServingEvent;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.packageparts.vault.PackagePartStream;
import io.temoin.shredding.Personal;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import io.temoin.shredding.keys.KeyScope;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What this service publishes is what {@code contracts/} promises. Run with {@code
 * -Dtemoin.contracts.update=true} to write the examples anew.
 */
class PublishedEventsTest {

    private static final StreamId STREAM =
            new StreamId("contact", "rhone-telecom-" + Examples.SUBJECT.value());
    private static final EventMetadata CIRCUMSTANCES =
            ExampleMetadata.by(ExampleMetadata.DIALER, Examples.NOW);

    private final InMemoryShreddableKeys keys = new InMemoryShreddableKeys();
    private final EventCodec<ContactPermissionEvent> codec = ContactPermissionStream.codec(keys);

    static Stream<ContactPermissionEvent> events() {
        var decider = new ContactPermissionDecider();
        var given = decider.replay(List.of(Examples.given()));
        var call =
                Questions.screened(
                        Examples.asking(
                                Examples.BY_VOIX,
                                ExampleLaws.FR_2026,
                                List.of(Purpose.QUALITY),
                                Examples.NOW),
                        List.of(
                                new Screening(
                                        RegisterId.SUPPRESSION,
                                        LocalDate.of(2026, 11, 20),
                                        false)));
        return Stream.of(
                        decider.decide(Examples.giving(), decider.initialState()),
                        decider.decide(
                                Examples.giving(
                                        Examples.PROOF, Examples.COLLECTED, Period.ofYears(2)),
                                decider.initialState()),
                        decider.decide(Examples.wishing(Examples.NOW), given),
                        decider.decide(Examples.linking(Examples.BY_VOIX), given),
                        decider.decide(
                                Examples.expiring(
                                        Examples.CONSENT, Instant.parse("2027-09-01T08:00:20Z")),
                                given),
                        decider.decide(Examples.withdrawing(Examples.BY_VOIX, Examples.NOW), given),
                        decider.decide(Examples.objecting(Examples.BY_VOIX, Examples.NOW), given),
                        decider.decide(
                                Examples.objectingToRecordings(
                                        Examples.BY_VOIX, Examples.DECISION, Examples.NOW),
                                given),
                        decider.decide(call, given),
                        decider.decide(restricting(REQUEST), given),
                        decider.decide(
                                releasing(REQUEST), decider.replay(List.of(restricted(REQUEST)))),
                        decider.decide(
                                ExampleRectifications.contesting(),
                                decider.replay(List.of(Examples.given(), restricted(REQUEST)))),
                        decider.decide(Examples.flagging(Examples.BY_VOIX, Examples.NOW), given),
                        decider.decide(
                                Examples.reporting(
                                        Examples.BY_VOIX, Examples.DECISION, CallOutcome.NO_ANSWER),
                                given))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("events")
    void isTheExampleOfItsContract(ContactPermissionEvent event) throws IOException {
        // Given
        String type = "io.temoin.consent." + event.getClass().getSimpleName() + ".v1";
        // When
        String published = encoded(event);
        // Then
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.writeString(ContractFiles.event(type).resolve("example.json"), pretty(published));
        }
        EventContract contract = EventContract.of(type);
        contract.accepts(published);
        contract.accepts(contract.example());
        assertThat(withoutCiphertext(published)).isEqualTo(withoutCiphertext(contract.example()));
    }

    @Test
    void aRefusalKeepsTheContractToo() {
        var refusal =
                new ContactPermissionDecider()
                        .decide(
                                Examples.asking(Examples.BY_VOIX, null, List.of(), Examples.NOW),
                                ContactPermission.NOTHING_KNOWN)
                        .getFirst();
        EventContract.of("io.temoin.consent.CallDecided.v1").accepts(encoded(refusal));
    }

    /** Both rule sets are named, by the answer and by each reason that one of them gives. */
    @Test
    void anAnswerUnderTwoLawsKeepsTheContractToo() {
        var other = ExampleLaws.recordingBy("9.9", ExampleLaws.FR_2026.recording());
        var decided =
                (CallDecided)
                        new ContactPermissionDecider()
                                .decide(
                                        Examples.askingUnder(
                                                List.of(ExampleLaws.FR_2026, other),
                                                Examples.BY_VOIX,
                                                List.of(),
                                                Examples.NOW.minusSeconds(3_600)),
                                        ContactPermission.NOTHING_KNOWN)
                                .getFirst();

        EventContract.of("io.temoin.consent.CallDecided.v1").accepts(encoded(decided));
        assertThat(decided.ruleSets())
                .containsExactly(ExampleLaws.FR_2026.ruleSet(), other.ruleSet());
    }

    @Test
    void everyContractOfThisServiceHasAnEventInItsNewestVersion() {
        assertThat(EventContract.publishedBy("consent"))
                .extracting(contract -> contract.name() + " " + contract.version())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        Stream.of(
                                                        codec,
                                                        new EventCodec<>(
                                                                RegisterImported.class, keys),
                                                        new EventCodec<>(ItemsDisposed.class, keys),
                                                        new EventCodec<>(ListScrubbed.class, keys),
                                                        new EventCodec<>(PurposeEvent.class, keys))
                                                .map(EventCodec::versions),
                                        Stream.of(
                                                AgreementEventsTest.versions(),
                                                DsrStream.codec(keys).versions(),
                                                InspectionStream.codec(keys).versions(),
                                                new EventCodec<>(NoticeEvent.class, keys)
                                                        .versions(),
                                                new EventCodec<>(ServingEvent.class, keys)
                                                        .versions(),
                                                PackagePartStream.codec(keys).versions()))
                                .flatMap(some -> some.entrySet().stream())
                                .map(version -> version.getKey() + " " + version.getValue())
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventOfOldIsReadForEver(ContactPermissionEvent event) {
        // Given what was stored once, and a person whose key is destroyed
        keys.destroy(
                        CIRCUMSTANCES.tenant(),
                        new KeyScope.Subject(Examples.SUBJECT),
                        "ERASURE_REQUEST",
                        Examples.NOW)
                .await()
                .indefinitely();
        String name = event.getClass().getSimpleName();
        String example = EventContract.of("io.temoin.consent." + name + ".v1").example();
        // When
        var read =
                codec.decodeAll(
                                List.of(
                                        new StoredEvent(
                                                STREAM, 1, name, 1, example, 0, CIRCUMSTANCES)))
                        .await()
                        .indefinitely()
                        .getFirst()
                        .event();
        // Then all is there but the number, and what is right
        if (read instanceof ConsentGiven given) {
            assertThat(given.number()).isInstanceOf(Personal.Erased.class);
            assertThat(given.consent()).isEqualTo(Examples.CONSENT);
        } else if (read instanceof ConsentRectified rectified) {
            assertThat(rectified.values())
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.value()).isInstanceOf(Personal.Erased.class));
            assertThat(rectified.validUntil()).isEqualTo("2026-12-31T23:00:00Z");
        } else {
            assertThat(read).isEqualTo(event);
        }
    }

    private String encoded(ContactPermissionEvent event) {
        String payload =
                codec.encodeAll(STREAM, List.of(event), CIRCUMSTANCES)
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload();
        assertThat(payload).doesNotContain("199001234", "agent-7");
        return payload;
    }

    private static String pretty(String json) throws JsonProcessingException {
        return EventCodec.JSON
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(EventCodec.JSON.readTree(json))
                + "\n";
    }

    private static JsonNode withoutCiphertext(String json) throws JsonProcessingException {
        JsonNode tree = EventCodec.JSON.readTree(json);
        tree.findParents("sealed").forEach(holder -> ((ObjectNode) holder).put("sealed", ""));
        return tree;
    }
}
