// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.util.EnumSet;
import java.util.Set;

/** Why a call is allowed or denied. Stable codes; open for extension. */
public enum ReasonCode {
    CONSENT_IN_FORCE(
            "The person consented to this purpose and this caller, and the consent is valid."),
    CONTRACT_EXCEPTION(
            "A contract with the person is being performed or has recently ended, and the offer"
                    + " relates to it."),
    PRESS_EXCEPTION("Newspapers and magazines may be offered without prior consent."),
    INFO_REQUEST("The person recently asked to be called about this."),
    NOT_PROSPECTING(
            "The call neither promotes nor sells anything, so the rules on consent, calling hours"
                    + " and call frequency do not apply."),
    MINOR("The person is a minor, and minors may not receive marketing calls."),
    NO_OBJECTION("Calls of this kind require no consent here, and the person has not objected."),
    EXACT_SLOT_EXCEPTION("The person agreed to be called at this exact date and time."),
    HOURS_LIFTED(
            "The person agreed to be called; the restrictions on days and hours protect only"
                    + " people who have not."),
    RESTRICTED(
            "A request of the person restricts the use of their data by this controller, so nobody"
                    + " may call them for it."),
    PROCESSOR_NOT_AUTHORISED("The caller's organisation may not act for this controller."),
    MARKETING_OBJECTION("The person has objected to direct marketing by this controller."),
    REGISTER_HIT(
            "The number is listed in a do-not-call register or in the controller's own suppression"
                    + " list."),
    RULESET_UNKNOWN("No rules are known for calls to this country, so no call is allowed."),
    NO_CONSENT("No consent from this person is recorded for this controller."),
    CONSENT_INVALID("The consent obtained from the person is not valid."),
    CONSENT_EXPIRED("The consent has expired; consent is not renewed automatically."),
    CONSENT_WITHDRAWN("The person has withdrawn the consent."),
    COOL_OFF(
            "The person recently refused a call of this kind and may not be called again for a"
                    + " certain period."),
    CONSENT_SCOPE_MISMATCH("The consent does not cover this purpose or this caller."),
    REGISTER_STALE(
            "The copy of the do-not-call register that must be checked before such calls is missing"
                    + " or out of date."),
    SECTOR_UNSTATED(
            "The sector of the offer was not stated, and this controller requires it for every"
                    + " marketing call."),
    OFFER_UNSTATED(
            "The exact offer was not stated, and this controller requires it for every marketing"
                    + " call."),
    CALLER_ID_UNSTATED(
            "The number to be shown was not stated, and this controller requires it for every"
                    + " call."),
    SECTOR_BAN("Calls for offers in this sector are prohibited, even with consent."),
    CALLER_ID_FORBIDDEN(
            "This number may not be shown for such a call, or no number would be shown."),
    ZONE_UNKNOWN("The local time at the person's location is unknown, so no call is allowed."),
    OUTSIDE_HOURS("Calls of this kind are not allowed at this hour at the person's location."),
    WEEKEND("Calls of this kind are not allowed on this day of the week at the person's location."),
    PUBLIC_HOLIDAY("It is a public holiday at the person's location."),
    LOCAL_HOLIDAY("It is a public holiday in the part of the country where the person lives."),
    FREQUENCY_CAP("The person has already been called as often as is allowed in this period."),
    PREFERENCE("The person does not wish to be called for this purpose or by this brand."),
    QUIET_HOURS("The person does not wish to be called at this time of day.");

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
