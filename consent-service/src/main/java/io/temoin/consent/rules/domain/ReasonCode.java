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
    MINOR("The person is under age, and nobody under age is called to be sold something."),
    NO_OBJECTION("Calls of this kind need no consent here, and the person did not object."),
    EXACT_SLOT_EXCEPTION("The person agreed to be called at this very time."),
    HOURS_LIFTED("The person agreed to be called; days and hours are for those who did not."),
    PROCESSOR_NOT_AUTHORISED("The caller's organisation may not act for this controller."),
    MARKETING_OBJECTION("The person objected to direct marketing by this controller."),
    REGISTER_HIT(
            "The number is on a register, or the controller's list, of who must not be called."),
    RULESET_UNKNOWN("No rules are known for calls to this country, so none is allowed."),
    NO_CONSENT("No consent of the person for this controller is known."),
    CONSENT_INVALID("What the person was asked for is not a valid consent."),
    CONSENT_EXPIRED("The consent is past its validity; it does not renew itself."),
    CONSENT_WITHDRAWN("The person withdrew the consent."),
    COOL_OFF("The person refused such a call lately and is to be left alone for a while."),
    CONSENT_SCOPE_MISMATCH("The consent does not name this purpose or this caller."),
    REGISTER_STALE(
            "Nobody has looked at a fresh copy of a register that is to be looked at before such calls."),
    SECTOR_UNSTATED(
            "What would be offered was not stated, and this controller wants it to be before every"
                    + " call."),
    OFFER_UNSTATED(
            "The exact offer was not stated, and this controller requires it before every call."),
    CALLER_ID_UNSTATED(
            "The number to be shown was not stated, and this controller wants it to be before every"
                    + " call."),
    SECTOR_BAN("For what is offered nobody may be called, whatever they agreed to."),
    CALLER_ID_FORBIDDEN("This number may not be shown for such a call, or none would be shown."),
    ZONE_UNKNOWN("Nobody knows what time it is where the person is, so no call is allowed."),
    OUTSIDE_HOURS("At this hour, where the person is, calls of this kind are not allowed."),
    WEEKEND("On this day of the week, where the person is, calls of this kind are not allowed."),
    PUBLIC_HOLIDAY("It is a public holiday where the person is."),
    LOCAL_HOLIDAY("It is a holiday in the part of the country where the person lives."),
    FREQUENCY_CAP("The person was tried as often as is allowed within such a time."),
    PREFERENCE("The person does not wish to be called for this purpose or by this brand."),
    QUIET_HOURS("The person does not wish to be called at this time of the day.");

    /** Those that end by themselves, so that waiting helps. */
    private static final Set<ReasonCode> PASSING =
            EnumSet.of(
                    COOL_OFF,
                    OUTSIDE_HOURS,
                    WEEKEND,
                    PUBLIC_HOLIDAY,
                    LOCAL_HOLIDAY,
                    FREQUENCY_CAP,
                    QUIET_HOURS);

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
