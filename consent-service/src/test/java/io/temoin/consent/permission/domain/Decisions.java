// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.IN_PARIS;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.attempted;
import static io.temoin.consent.permission.domain.Examples.circumstances;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Answers that reports and objections name. */
final class Decisions {

    private Decisions() {}

    /** An answer that allowed the call, to the processor that the person was told of. */
    static CallDecided decided(UUID decision) {
        return decided(decision, VOIX, Verdict.ALLOW);
    }

    static CallDecided decided(UUID decision, PartyId processor, Verdict verdict) {
        return new CallDecided(
                decision,
                RHONE,
                processor,
                SUBJECT,
                Purpose.PROSPECTING_CALL,
                null,
                verdict,
                List.of(),
                List.of(FR_2026.ruleSet()),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                circumstances(IN_PARIS),
                null,
                NOW);
    }

    /** An allowed call, which rests on a consent. */
    static CallDecided allowed(UUID decision, Instant at) {
        return new CallDecided(
                decision,
                RHONE,
                VOIX,
                SUBJECT,
                Purpose.PROSPECTING_CALL,
                null,
                Verdict.ALLOW,
                List.of(Reason.of(ReasonCode.CONSENT_IN_FORCE, "C. conso. L223-1, R223-1")),
                List.of(FR_2026.ruleSet()),
                null,
                Examples.CONSENT,
                at.plusSeconds(60),
                null,
                null,
                List.of(),
                circumstances(IN_PARIS),
                null,
                at);
    }

    /** A call that was made, and that nobody answered. */
    static CallAttempted dialled(UUID decision, Instant at) {
        return attempted(VOIX, decision, CallOutcome.NO_ANSWER, at);
    }
}
