// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof.domain;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** UWG §7a(2): the proof of a consent is kept anew from each use of it. */
class RetainedProofDeciderTest {

    private static final UUID FIRST = UUID.fromString("01990000-0000-7000-8000-000000000002");
    private static final UUID SECOND = UUID.fromString("01990000-0000-7000-8000-000000000004");
    private static final UUID CONSENT = UUID.fromString("01990000-0000-7000-8000-000000000003");

    private final DeciderSpecification<NoteProof, RetainedProof, ProofRetained> proof =
            DeciderSpecification.of(new RetainedProofDecider());

    @Test
    void isKeptFromItsFirstUse() {
        proof.given()
                .when(used(FIRST, "2031-11-24T09:30:00Z"))
                .then(retained(FIRST, "2031-11-24T09:30:00Z"));
    }

    @Test
    void isKeptForLongerWithEachUse() {
        proof.given(retained(FIRST, "2031-11-24T09:30:00Z"))
                .when(used(SECOND, "2031-12-01T09:30:00Z"))
                .then(retained(SECOND, "2031-12-01T09:30:00Z"));
    }

    /** Messages may come in another order, and a law that asks for less shortens nothing. */
    @Test
    void isNeverKeptForLess() {
        proof.given(retained(SECOND, "2031-12-01T09:30:00Z"))
                .when(used(FIRST, "2031-11-24T09:30:00Z"))
                .then();
        proof.given(retained(SECOND, "2031-12-01T09:30:00Z"))
                .when(used(FIRST, "2031-12-01T09:30:00Z"))
                .then();
    }

    @Test
    void isOfAConsentOrOfARequest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> note(ProofKind.CONSENT, null, "form-17"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> note(ProofKind.CONSENT, CONSENT, "form-17"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> note(ProofKind.INFO_REQUEST, CONSENT, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> note(ProofKind.INFO_REQUEST, CONSENT, "form-17"));
    }

    private static NoteProof note(
            ProofKind kind, @Nullable UUID consent, @Nullable String request) {
        return new NoteProof(
                FIRST,
                "rhone-telecom",
                "voix-du-rhone",
                "0123456789abcdef0123456789abcdef",
                kind,
                consent,
                request,
                Instant.parse("2031-11-24T09:30:00Z"),
                "UWG §7a(2)");
    }

    private static NoteProof used(UUID decision, String keptUntil) {
        return new NoteProof(
                decision,
                "rhone-telecom",
                "voix-du-rhone",
                "0123456789abcdef0123456789abcdef",
                ProofKind.CONSENT,
                CONSENT,
                null,
                Instant.parse(keptUntil),
                "UWG §7a(2)");
    }

    private static ProofRetained retained(UUID decision, String keptUntil) {
        return new ProofRetained(
                decision,
                "rhone-telecom",
                "voix-du-rhone",
                "0123456789abcdef0123456789abcdef",
                ProofKind.CONSENT,
                CONSENT,
                null,
                Instant.parse(keptUntil),
                "UWG §7a(2)");
    }
}
