// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

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
                        description =
                                "The person's number; read as French unless it has a country code.")
                @Nullable String number,
        @Schema(
                        required = true,
                        enumeration = {"PROSPECTING_CALL", "CUSTOMER_SERVICE"})
                @Nullable String purpose,
        @Schema(description = "The caller's own reference.") @Nullable String campaign,
        @Schema(
                        description =
                                "Brand the call is made for; a person may refuse one brand and not"
                                        + " another.")
                @Nullable String brand,
        @Schema(implementation = Sector.class) @Nullable String sector,
        @Schema(
                        description =
                                "The controller's own code for what exactly would be offered. A"
                                        + " consent that names a subject allows only calls about"
                                        + " that subject. In France, a consent allows nothing if"
                                        + " the offer is not stated.",
                        examples = "fibre")
                @Nullable String offer,
        @Schema(
                        description = "The number the person would see, in E.164, or WITHHELD.",
                        examples = "+33162001234")
                @Nullable String callerId,
        @Schema(description = "Whether a system dials without an agent; false by default.")
                @Nullable Boolean automated,
        @Schema(
                        format = "uuid",
                        description =
                                "The consent the caller relies on, if it has one at hand. Any other"
                                        + " consent that covers the call counts as well.")
                @Nullable String consent,
        @Schema(description = "Where the person said they are, if known.")
                @Nullable DeclaredAddress address,
        @Schema(description = "What the call relies on besides a consent, if anything.")
                @Nullable ClaimedGrounds grounds,
        @Schema(
                        description =
                                "ISO 3166-1 code of the country where the agent or the recorder is:"
                                        + " the stricter of the laws at the two ends governs"
                                        + " recording.",
                        examples = "FR")
                @Nullable String agentCountry,
        @Schema(description = "The same place as an ISO 3166-2 code.", examples = "US-CA")
                @Nullable String agentSubdivision,
        @Schema(
                        description =
                                "Language in which the person wishes to be addressed (BCP 47): used"
                                        + " for the announcement if the controller has one in that"
                                        + " language.",
                        examples = "nl-BE")
                @Nullable String language) {}
