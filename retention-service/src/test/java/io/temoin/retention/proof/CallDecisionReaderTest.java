// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.retention.proof.domain.NoteProof;
import io.temoin.retention.proof.domain.ProofKind;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of consent-service's contract is understood as what it means by it. */
class CallDecisionReaderTest {

    private static final String CONSENT = "01990000-0000-7000-8000-000000000003";
    private static final String UNTIL = "2031-11-24T09:30:00Z";

    @Test
    void readsEachProofThatADecisionRestsOn() {
        ReceivedEvent event = decided(1, data -> proof(data).put("consent", CONSENT));

        assertThat(CallDecisionReader.proofsOf(event))
                .containsExactly(
                        new NoteProof(
                                UUID.fromString(event.data().get("decision").textValue()),
                                event.data().get("controller").textValue(),
                                event.data().get("processor").textValue(),
                                event.data().get("subject").textValue(),
                                ProofKind.CONSENT,
                                UUID.fromString(CONSENT),
                                null,
                                Instant.parse(UNTIL),
                                "UWG §7a(2)"));
    }

    @Test
    void readsTheProofOfARequest() {
        ReceivedEvent event =
                decided(
                        1,
                        data -> proof(data).put("kind", "INFO_REQUEST").put("request", "form-17"));

        assertThat(CallDecisionReader.proofsOf(event))
                .singleElement()
                .satisfies(
                        proof -> {
                            assertThat(proof.kind()).isEqualTo(ProofKind.INFO_REQUEST);
                            assertThat(proof.request()).isEqualTo("form-17");
                        });
    }

    @Test
    void hasNothingToDoWithDecisionsThatRestOnNone() {
        assertThat(CallDecisionReader.proofsOf(decided(2, data -> data.remove("proofs"))))
                .isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "kind, ALIBI",
        "keptUntil, some day",
        "consent, none",
    })
    void refusesWhatItDoesNotUnderstand(String field, String value) {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(
                        () ->
                                CallDecisionReader.proofsOf(
                                        decided(
                                                1,
                                                data ->
                                                        proof(data)
                                                                .put("consent", CONSENT)
                                                                .put(field, value))));
    }

    @Test
    void refusesWhatIsMissingAndAnotherVersion() {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(
                        () ->
                                CallDecisionReader.proofsOf(
                                        decided(
                                                1,
                                                data ->
                                                        proof(data)
                                                                .put("consent", CONSENT)
                                                                .remove("source"))));
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(
                        () ->
                                CallDecisionReader.proofsOf(
                                        decided(2, data -> proof(data).put("consent", CONSENT))));
    }

    private static ObjectNode proof(ObjectNode decided) {
        return decided.putArray("proofs")
                .addObject()
                .put("kind", "CONSENT")
                .put("keptUntil", UNTIL)
                .put("source", "UWG §7a(2)");
    }

    private static ReceivedEvent decided(int version, Consumer<ObjectNode> change) {
        ObjectNode data =
                (ObjectNode) EventContract.of("io.temoin.consent.CallDecided.v1").exampleNode();
        change.accept(data);
        return new ReceivedEvent(
                "e1.0",
                "consent",
                "CallDecided",
                version,
                new TenantId("helios"),
                "contact-rhone-telecom-0123456789abcdef0123456789abcdef",
                4,
                Instant.parse("2026-11-24T09:30:00Z"),
                "correlation",
                null,
                null,
                Actor.service("test"),
                data);
    }
}
