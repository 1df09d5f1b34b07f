// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.temoin.audit.erasure.domain.ErasureCommand.CompleteErasure;
import io.temoin.audit.erasure.domain.ErasureCommand.DeferErasure;
import io.temoin.audit.erasure.domain.ErasureCommand.ErasedList;
import io.temoin.audit.erasure.domain.ErasureCommand.NoteKeyDestroyed;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ErasureDeciderTest {

    private static final UUID ERASURE = UUID.fromString("019ab5f0-4a00-8000-8000-0000000000bb");
    private static final SubjectErased.Reason REASON =
            new SubjectErased.Reason(ErasureGround.OBJECTION_UPHELD, "DSR-2026-118");

    private static final SubjectErased.Evidence EVIDENCE =
            new SubjectErased.Evidence(
                    UUID.fromString("3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11"), "00".repeat(32));

    private static final SubjectErased.Overruling OVERRIDE =
            new SubjectErased.Overruling(OverrideGround.KEPT_BY_LAW, "CASE-1");

    private static final ErasedList TAKEN = new ErasedList(3, "ab".repeat(32));

    private static final NoteKeyDestroyed NOTE =
            new NoteKeyDestroyed(ERASURE, REASON, EVIDENCE, OVERRIDE);
    private static final SubjectKeyDestroyed DESTROYED =
            new SubjectKeyDestroyed(ERASURE, REASON, EVIDENCE, OVERRIDE);
    private static final SubjectErased ERASED =
            new SubjectErased(ERASURE, 3, "ab".repeat(32), REASON, EVIDENCE, OVERRIDE);

    private static final LocalDate UNTIL = LocalDate.of(2027, 12, 10);
    private static final TrailErasureDeferred DEFERRED = new TrailErasureDeferred(ERASURE, UNTIL);

    private final DeciderSpecification<ErasureCommand, Erasure, ErasureEvent> erasure =
            DeciderSpecification.of(new ErasureDecider());

    @Nested
    class NotingThatTheKeyIsDestroyed {

        @Test
        void recordsIt() {
            erasure.given().when(NOTE).then(DESTROYED);
        }

        @Test
        void recordsItOnce() {
            erasure.given(DESTROYED).when(NOTE).thenNothing();
            erasure.given(DESTROYED, ERASED).when(NOTE).thenNothing();
        }

        /** What another controller needs leaves by its period. */
        @Test
        void isTooLateForWhatIsDeferred() {
            erasure.given(DEFERRED).when(NOTE).thenNothing();
        }
    }

    @Nested
    class Completing {

        @Test
        void recordsWhatItDid() {
            erasure.given(DESTROYED).when(completed(TAKEN)).then(ERASED);
        }

        /** Asked for again, it finds nothing any more; that is not what it did. */
        @Test
        void keepsItsFirstOutcome() {
            erasure.given(DESTROYED, ERASED).when(completed(new ErasedList(0, ""))).thenNothing();
        }

        @Test
        void neverComesBeforeTheKeyIsDestroyed() {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    new ErasureDecider()
                                            .decide(completed(TAKEN), new Erasure.Open()));
        }

        @Test
        void hasNothingToAddToWhatIsDeferred() {
            erasure.given(DEFERRED).when(completed(TAKEN)).thenNothing();
        }

        private CompleteErasure completed(ErasedList taken) {
            return new CompleteErasure(ERASURE, taken, REASON, EVIDENCE, OVERRIDE);
        }
    }

    @Nested
    class Deferring {

        private static final DeferErasure DEFER = new DeferErasure(ERASURE, UNTIL);

        @Test
        void saysUntilWhenTheEntriesStay() {
            erasure.given().when(DEFER).then(DEFERRED);
        }

        @Test
        void happensOnceAndNeverToWhatIsBegun() {
            erasure.given(DEFERRED).when(DEFER).thenNothing();
            erasure.given(DESTROYED).when(DEFER).thenNothing();
            erasure.given(DESTROYED, ERASED).when(DEFER).thenNothing();
        }
    }
}
