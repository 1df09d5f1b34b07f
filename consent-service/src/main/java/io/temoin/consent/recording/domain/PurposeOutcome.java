// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import io.temoin.consent.rules.domain.Purpose;

/** Why a call is, or is not, recorded for one purpose. */
public record PurposeOutcome(Purpose purpose, Code code) {

    /** Stable codes; open for extension. */
    public enum Code {
        /** The controller's plan drew this call. */
        DRAWN(true, "The call was selected at random for the controller's sample."),
        /** The person agreed beforehand. */
        CONSENTED(true, "The person agreed to be recorded for this purpose."),
        /** The law orders it. */
        ORDERED(true, "The law requires calls of this kind to be recorded."),
        /** Only once the person has said yes in this call. */
        AFTER_YES(true, "Recording starts when the person agrees during the call, and not before."),
        /** Not in the sample. */
        NOT_DRAWN(
                false,
                "The call was not selected for the sample; for this purpose, only calls in the"
                        + " sample may be recorded."),
        /** The controller has not activated the purpose. */
        NOT_ACTIVE(false, "The controller has not activated this purpose."),
        /** Drawn, but there were enough. */
        BUDGET_SPENT(false, "The controller has used up its recordings for this month."),
        /** The law asks for a yes to this purpose, and the person said it to others. */
        NO_CONSENT(false, "The person has not agreed to be recorded for this purpose."),
        /** There is no announcement that would tell of this purpose beside what the law orders. */
        DUTY_ONLY(false, "Recordings required by law may not be used for this purpose."),
        /** No announcement and no period are known to the law of the call. */
        NO_TERMS(
                false,
                "No announcement and no retention period are known for recordings under the law"
                        + " that applies to this call."),
        /** The law allows no recording. */
        FORBIDDEN(false, "The law at one end of the call does not allow recording.");

        private final boolean recorded;
        private final String detail;

        Code(boolean recorded, String detail) {
            this.recorded = recorded;
            this.detail = detail;
        }

        /** Whether the call may be recorded for the purpose. */
        public boolean recorded() {
            return recorded;
        }

        /** Whether it is recorded since the person agreed to it, or will have. */
        public boolean restsOnConsent() {
            return this == CONSENTED || this == AFTER_YES;
        }

        /** A sentence a person understands. */
        public String detail() {
            return detail;
        }
    }
}
