// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import io.temoin.chassis.requests.Caller;
import io.temoin.consent.decision.CallFields;
import io.temoin.consent.decision.ClaimedGrounds;
import io.temoin.consent.decision.ProposedCall;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.StatedCall;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.consent.scrubbing.domain.ScrubProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A list, and what its numbers would be called for. */
@Schema(name = "ScrubRequest")
record ScrubRequest(
        @Schema(required = true, description = "On whose behalf the calls would be made.")
                @Nullable String controller,
        @Schema(required = true, enumeration = "PROSPECTING_CALL") @Nullable String purpose,
        @Schema(description = "The caller's own reference.") @Nullable String campaign,
        @Schema(implementation = Sector.class) @Nullable String sector,
        @Schema(
                        description =
                                "The controller's own code for what exactly would be offered. In"
                                        + " France, a consent allows nothing if the offer is not"
                                        + " stated.",
                        examples = "fibre")
                @Nullable String offer,
        @Schema(
                        description = "The number people would see, in E.164, or WITHHELD.",
                        examples = "+33162001234")
                @Nullable String callerId,
        @Schema(description = "Whether a system dials without an agent; false by default.")
                @Nullable Boolean automated,
        @Schema(
                        required = true,
                        description =
                                "1 to 50,000 numbers; read as French unless they have a country"
                                        + " code.")
                @Nullable List<@Nullable String> numbers) {

    private static final int LONGEST = 50_000;

    /**
     * The scrub that is asked for.
     *
     * @throws Rejected if a field cannot be read, or the caller may not act for the controller
     */
    ListScrub scrub(Caller caller, EventMetadata metadata) {
        PartyId onBehalfOf = RequestFields.party("/controller", controller);
        ActingParty by = ContactPermissionStream.partyOf(caller);
        List<@Nullable String> list = RequestFields.present("/numbers", numbers);
        if (list.isEmpty() || list.size() > LONGEST) {
            throw RequestFields.refused(
                    "/numbers",
                    "length-invalid",
                    "A list must contain 1 to " + LONGEST + " numbers.");
        }
        if (!by.actsFor(onBehalfOf)) {
            throw Rejected.at(
                    "/controller",
                    ScrubProblem.CONTROLLER_NOT_AUTHORISED,
                    "The caller's organisation may not act for this controller.");
        }
        return new ListScrub(
                metadata.commandId(),
                new ProposedCall(
                        by,
                        onBehalfOf,
                        RequestFields.callPurpose("/purpose", purpose),
                        RequestFields.optionalCode("/campaign", campaign),
                        new StatedCall(
                                CallFields.sector(sector),
                                CallFields.callerId(callerId, automated),
                                ClaimedGrounds.read(null, offer),
                                null,
                                null)),
                list,
                metadata);
    }
}
