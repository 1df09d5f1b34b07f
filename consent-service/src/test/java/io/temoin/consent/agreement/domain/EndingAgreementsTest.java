// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_INVALID;
import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_NOT_IN_FORCE;
import static io.temoin.consent.agreement.domain.AgreementProblem.AGREEMENT_UNKNOWN;
import static io.temoin.consent.agreement.domain.Agreements.END;
import static io.temoin.consent.agreement.domain.Agreements.ID;
import static io.temoin.consent.agreement.domain.Agreements.INSTRUCTIONS;
import static io.temoin.consent.agreement.domain.Agreements.NOW;
import static io.temoin.consent.agreement.domain.Agreements.OTHER;
import static io.temoin.consent.agreement.domain.Agreements.RHONE;
import static io.temoin.consent.agreement.domain.Agreements.VOIX;
import static io.temoin.consent.agreement.domain.Agreements.activated;
import static io.temoin.consent.agreement.domain.Agreements.drafted;
import static io.temoin.consent.agreement.domain.Agreements.ended;
import static io.temoin.consent.agreement.domain.Agreements.suspended;
import static io.temoin.consent.agreement.domain.Agreements.terms;

import io.temoin.consent.agreement.domain.AgreementCommand.End;
import io.temoin.consent.agreement.domain.AgreementCommand.Suspend;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How an agreement stops, for a while or for good. */
class EndingAgreementsTest {

    private final DeciderSpecification<AgreementCommand, ProcessingAgreements, AgreementEvent>
            agreements = DeciderSpecification.of(new AgreementDecider());

    @Nested
    class Suspending {

        private final Suspend suspend = new Suspend(ID, RHONE, RHONE, NOW);

        @Test
        void letsItRest() {
            agreements.given(drafted(), activated()).when(suspend).then(suspended());
        }

        @Test
        void twiceChangesNothing() {
            agreements.given(drafted(), activated(), suspended()).when(suspend).thenNothing();
        }

        @Test
        void isRefusedBeforeItIsInForce() {
            agreements.given(drafted()).when(suspend).thenRejected(AGREEMENT_NOT_IN_FORCE);
        }
    }

    @Nested
    class Ending {

        @Test
        void endsItAtOnce() {
            agreements.given(drafted(), activated()).when(end(null)).then(ended(NOW));
        }

        @Test
        void endsItLater() {
            agreements
                    .given(drafted(), activated())
                    .when(end(NOW.plusSeconds(60)))
                    .then(ended(NOW.plusSeconds(60)));
        }

        @Test
        void atTheAgreedTimeChangesNothing() {
            agreements.given(drafted(), activated()).when(end(END)).thenNothing();
        }

        @Test
        void afterTheEndChangesNothing() {
            agreements.given(drafted(), ended(NOW)).when(end(null)).thenNothing();
        }

        @Test
        void isRefusedForThePastAndAfterTheAgreedEnd() {
            agreements
                    .given(drafted())
                    .when(end(NOW.minusNanos(1)))
                    .thenRejected(AGREEMENT_INVALID);
            agreements.given(drafted()).when(end(END.plusNanos(1))).thenRejected(AGREEMENT_INVALID);
        }

        @Test
        void ofAnIndefiniteTimeIsAnyTime() {
            agreements
                    .given(drafted(ID, VOIX, terms(null, null), INSTRUCTIONS))
                    .when(end(END.plusNanos(1)))
                    .then(ended(END.plusNanos(1)));
        }

        @Test
        void isRefusedOfAnother() {
            agreements
                    .given(drafted())
                    .when(new End(OTHER, RHONE, RHONE, null, NOW))
                    .thenRejected(AGREEMENT_UNKNOWN);
        }

        @Test
        void ofOneThatThereIsNotIsUnknownToAnybody() {
            agreements
                    .given(drafted())
                    .when(new End(OTHER, VOIX, RHONE, null, NOW))
                    .thenRejected(AGREEMENT_UNKNOWN);
        }

        private static End end(@Nullable Instant at) {
            return new End(ID, RHONE, RHONE, at, NOW);
        }
    }
}
