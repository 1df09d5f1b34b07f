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

    private final DeciderSpecification<CompleteErasure, Erasure, SubjectErased> erasure =
            DeciderSpecification.of(new ErasureDecider());

    @Test
    void recordsWhatItDid() {
        erasure.given()
                .when(new CompleteErasure(ERASURE, 3, REASON, NOW))
                .then(new SubjectErased(ERASURE, 3, REASON));
    }

    /** Asked for again, it finds nothing any more; that is not what it did. */
    @Test
    void keepsItsFirstOutcome() {
        erasure.given(new SubjectErased(ERASURE, 3, REASON))
                .when(new CompleteErasure(ERASURE, 0, REASON, NOW))
                .thenNothing();
    }
}
