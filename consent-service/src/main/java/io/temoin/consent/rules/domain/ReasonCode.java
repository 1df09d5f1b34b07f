// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.util.EnumSet;
import java.util.Set;

/** Why a call is allowed or denied. Stable codes; open for extension. */
public enum ReasonCode {
    CONSENT_IN_FORCE(
            "The person agreed to this purpose and this caller, and the consent is valid."),
    CONTRACT_EXCEPTION(
            "A contract with the person is being performed, and what is offered belongs to it."),
    PRESS_EXCEPTION("Newspapers and magazines may be offered without consent."),
    INFO_REQUEST("The person asked to be called about this, a few days ago at most."),
    NOT_PROSPECTING("The call neither promotes nor sells, so consent, hours and cap do not count."),
    EXACT_SLOT_EXCEPTION("The person agreed to be called at this very time."),
    MINOR("The person is under age, and nobody under age is called to be sold something."),
    PROCESSOR_NOT_AUTHORISED("The caller's organisation may not act for this controller."),
    MARKETING_OBJECTION("The person objected to direct marketing by this controller."),
    RULESET_UNKNOWN("No rules are known for calls to this country, so none is allowed."),
    NO_CONSENT("No consent of the person for this controller is known."),
    CONSENT_EXPIRED("The consent is past its validity; it does not renew itself."),
    CONSENT_WITHDRAWN("The person withdrew the consent."),
    CONSENT_SCOPE_MISMATCH("The consent does not name this purpose or this caller."),
    SECTOR_BAN("For what is offered nobody may be called, whatever they agreed to."),
    CALLER_ID_FORBIDDEN("This number may not be shown for such a call, or none would be shown."),
    ZONE_UNKNOWN("Nobody knows what time it is where the person is, so no call is allowed."),
    OUTSIDE_HOURS("At this hour, where the person is, calls of this kind are not allowed."),
    WEEKEND("On this day of the week, where the person is, calls of this kind are not allowed."),
    PUBLIC_HOLIDAY("It is a public holiday where the person is."),
    LOCAL_HOLIDAY("It is a holiday in the part of the country where the person lives."),
    FREQUENCY_CAP("The person was tried as often as is allowed within such a time.");

    /** Those that end by themselves, so that waiting helps. */
    private static final Set<ReasonCode> PASSING =
            EnumSet.of(OUTSIDE_HOURS, WEEKEND, PUBLIC_HOLIDAY, LOCAL_HOLIDAY, FREQUENCY_CAP);

    private final String detail;

    ReasonCode(String detail) {
        this.detail = detail;
    }

    /** A sentence a person understands. */
    public String detail() {
        return detail;
    }

    /** Whether it ends by waiting. */
    public boolean passes() {
        return PASSING.contains(this);
    }
}
