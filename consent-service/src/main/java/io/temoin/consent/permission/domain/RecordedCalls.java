// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.rules.domain.ReasonCode;
import java.util.Set;

/** Decisions asked once more: what rules say of a call that was decided before. */
public final class RecordedCalls {

    private RecordedCalls() {}

    /** The question of a recorded decision, at its own moment, under that law. */
    public static DecideCall again(
            CallDecided decided, CallCircumstances circumstances, CallLaw law) {
        boolean ofOld = decided.recording() != null && decided.recordingExplained() == null;
        boolean acted =
                decided.reasons().stream()
                        .noneMatch(reason -> reason.code() == ReasonCode.PROCESSOR_NOT_AUTHORISED);
        return new DecideCall(
                decided.decision(),
                new ActingParty(
                        decided.processor(), acted ? Set.of(decided.controller()) : Set.of()),
                decided.controller(),
                decided.subject(),
                decided.purpose(),
                decided.campaign(),
                asKnown(decided, circumstances),
                ofOld ? new CallLaw(law.packs(), null) : law,
                decided.at());
    }

    /** Before agreements were asked for, the token alone told who may act for whom. */
    private static CallCircumstances asKnown(CallDecided decided, CallCircumstances circumstances) {
        LookupResults lookups = circumstances.lookups();
        boolean asked =
                lookups.mandate() != null || decided.processor().equals(decided.controller());
        return asked ? circumstances : circumstances.lookedUp(lookups.under(Mandate.NOT_ASKED));
    }
}
