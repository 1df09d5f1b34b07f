// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

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
                circumstances,
                law,
                decided.at());
    }
}
