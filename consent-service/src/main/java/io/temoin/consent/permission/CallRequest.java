// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.temoin.consent.callee.CalleePlaces.DeclaredAddress;
import io.temoin.consent.rules.domain.Sector;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The call somebody wants to make. */
@Schema(name = "CallRequest")
public record CallRequest(
        @Schema(required = true, description = "On whose behalf the call would be made.")
                @Nullable String controller,
        @Schema(
                        required = true,
                        description = "The person's number; French unless it says otherwise.")
                @Nullable String number,
        @Schema(
                        required = true,
                        enumeration = {"PROSPECTING_CALL", "CUSTOMER_SERVICE"})
                @Nullable String purpose,
        @Schema(description = "A reference of the caller's own.") @Nullable String campaign,
        @Schema(description = "In whose name; a person may refuse one brand and not another.")
                @Nullable String brand,
        @Schema(implementation = Sector.class) @Nullable String sector,
        @Schema(
                        description =
                                "What exactly would be offered, in the controller's own code; a consent"
                                        + " that names an object permits calls about that alone. In"
                                        + " France a consent permits nothing where this is not said.",
                        examples = "fibre")
                @Nullable String offer,
        @Schema(
                        description = "The number the person would see, in E.164, or WITHHELD.",
                        examples = "+33162001234")
                @Nullable String callerId,
        @Schema(description = "Whether a system dials without an agent; no by default.")
                @Nullable Boolean automated,
        @Schema(
                        format = "uuid",
                        description =
                                "The consent that the caller rests on, if it has one in hand."
                                        + " Any other that covers the call does as well.")
                @Nullable String consent,
        @Schema(description = "Where the person said they are, when that is known.")
                @Nullable DeclaredAddress address,
        @Schema(description = "What the call rests on besides a consent, if on anything.")
                @Nullable ClaimedGrounds grounds,
        @Schema(
                        description =
                                "ISO 3166-1 code of where the agent or the recorder is: the stricter law of"
                                        + " both ends says what may be recorded.",
                        examples = "FR")
                @Nullable String agentCountry,
        @Schema(description = "The same as an ISO 3166-2 code.", examples = "US-CA")
                @Nullable String agentSubdivision,
        @Schema(
                        description =
                                "In which the person wishes to be spoken to (BCP 47): for the"
                                        + " announcement, where the controller has one in it.",
                        examples = "nl-BE")
                @Nullable String language) {}
