// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.temoin.audit.EventExamples;
import io.temoin.audit.erasure.domain.ErasureEvent;
import io.temoin.audit.erasure.domain.ErasureGround;
import io.temoin.audit.erasure.domain.OverrideGround;
import io.temoin.audit.erasure.domain.SubjectErased;
import io.temoin.audit.erasure.domain.SubjectKeyDestroyed;
import io.temoin.audit.erasure.domain.TrailErasureDeferred;
import io.temoin.chassis.testing.EventContract;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An erasure, encoded as the store encodes it, is what contracts/ promises. */
class PublishedErasureTest {

    private static final UUID ERASURE = UUID.fromString("01990000-0000-8000-8000-000000000020");

    private static final SubjectErased.Evidence EVIDENCE =
            new SubjectErased.Evidence(
                    UUID.fromString("3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11"),
                    "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae");

    private static final SubjectErased.Reason REASON =
            new SubjectErased.Reason(ErasureGround.NO_LONGER_NECESSARY, "DSR-2026-118");

    private static final SubjectErased.Overruling OVERRIDE =
            new SubjectErased.Overruling(OverrideGround.LEGAL_CLAIM, "CASE-2026-7");

    private final EventExamples<ErasureEvent> examples =
            new EventExamples<>(
                    ErasureStream.codec(new InMemoryShreddableKeys()), "erasure", ERASURE);

    @Test
    void isExactlyTheExampleOfItsContract() {
        SubjectErased erased =
                new SubjectErased(
                        ERASURE,
                        14,
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        REASON,
                        EVIDENCE,
                        OVERRIDE);
        examples.with(erased).areExactly(EventContract.of("io.temoin.audit.SubjectErased.v1"));
    }

    @Test
    void theDestructionOfTheKeyIsExactlyTheExampleOfItsContract() {
        examples.with(new SubjectKeyDestroyed(ERASURE, REASON, EVIDENCE, OVERRIDE))
                .areExactly(EventContract.of("io.temoin.audit.SubjectKeyDestroyed.v1"));
    }

    @Test
    void theDelayIsExactlyTheExampleOfItsContract() {
        var request = UUID.fromString("019a0000-0000-7000-8000-000000000004");
        examples.with(new TrailErasureDeferred(request, LocalDate.of(2027, 12, 10)))
                .areExactly(EventContract.of("io.temoin.audit.TrailErasureDeferred.v1"));
    }
}
