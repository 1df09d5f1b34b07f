// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.screening.domain.Screening;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Call questions that differ from another one in one respect. */
public final class Questions {

    private Questions() {}

    /** With other statements of the caller. */
    static DecideCall stating(DecideCall call, StatedCall stated) {
        CallCircumstances known = call.circumstances();
        return in(
                call,
                new CallCircumstances(
                        known.place(),
                        stated,
                        known.honoursLocalHolidays(),
                        known.recording(),
                        known.tzdataVersion(),
                        known.lookups()));
    }

    /** With what was found in registers. */
    public static DecideCall screened(DecideCall call, List<Screening> found) {
        LookupResults known = call.circumstances().lookups();
        return lookedUp(call, new LookupResults(known.mandate(), found, known.controllerFacts()));
    }

    /** For a controller of which the register of parties says that. */
    static DecideCall askedFor(DecideCall call, @Nullable ControllerFacts controller) {
        LookupResults known = call.circumstances().lookups();
        return lookedUp(call, new LookupResults(known.mandate(), known.screenings(), controller));
    }

    /** By a caller with that mandate. */
    static DecideCall under(DecideCall call, @Nullable Mandate mandate) {
        LookupResults known = call.circumstances().lookups();
        return lookedUp(
                call, new LookupResults(mandate, known.screenings(), known.controllerFacts()));
    }

    private static DecideCall lookedUp(DecideCall call, LookupResults found) {
        CallCircumstances known = call.circumstances();
        return in(
                call,
                new CallCircumstances(
                        known.place(),
                        known.stated(),
                        known.honoursLocalHolidays(),
                        known.recording(),
                        known.tzdataVersion(),
                        found));
    }

    private static DecideCall in(DecideCall call, CallCircumstances circumstances) {
        return new DecideCall(
                call.decision(),
                call.by(),
                call.controller(),
                call.subject(),
                call.purpose(),
                call.campaign(),
                circumstances,
                call.law(),
                call.now());
    }
}
