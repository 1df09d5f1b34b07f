// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErasureDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final UUID ERASURE = UUID.fromString("019ab5f0-4a00-8000-8000-0000000000bb");
    private static final SubjectErased.Reason REASON =
            new SubjectErased.Reason(ErasureGround.OBJECTION_UPHELD, "DSR-2026-118");

    private static final SubjectErased.Evidence EVIDENCE =
            new SubjectErased.Evidence(
                    UUID.fromString("3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11"), "00".repeat(32));

    private final DeciderSpecification<CompleteErasure, Erasure, SubjectErased> erasure =
            DeciderSpecification.of(new ErasureDecider());

    @Test
    void recordsWhatItDid() {
        erasure.given()
                .when(new CompleteErasure(ERASURE, 3, REASON, EVIDENCE, NOW))
                .then(new SubjectErased(ERASURE, 3, REASON, EVIDENCE));
    }

    /** Asked for again, it finds nothing any more; that is not what it did. */
    @Test
    void keepsItsFirstOutcome() {
        erasure.given(new SubjectErased(ERASURE, 3, REASON, EVIDENCE))
                .when(new CompleteErasure(ERASURE, 0, REASON, null, NOW))
                .thenNothing();
    }
}
