// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.consent.permission.domain.CallGrounds;
import io.temoin.consent.permission.domain.CallGrounds.Contract;
import io.temoin.consent.permission.domain.CallGrounds.InformationRequest;
import io.temoin.consent.permission.domain.CallGrounds.Relation;
import io.temoin.consent.requests.RequestFields;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a call is said to rest on besides a consent, as the question says it. References and codes
 * only: no product names, no words about a person.
 */
@Schema(name = "CallGrounds")
public record ClaimedGrounds(
        @Schema(
                        description =
                                "The controller's own code for what would be offered; may be given"
                                        + " instead of the request's offer, and must equal it if"
                                        + " both are given.",
                        examples = "more-data")
                @Nullable String offer,
        @Schema(description = "The contract with the person to which the offer relates.")
                @Nullable ClaimedContract contract,
        @Schema(description = "A request by the person to be called.")
                @Nullable ClaimedRequest request) {

    /** A contract with the person. */
    @Schema(name = "ContractGround")
    public record ClaimedContract(
            @Schema(required = true, examples = "C-22910") @Nullable String reference,
            @Schema(
                            required = true,
                            description =
                                    "The controller's own code for the subject of the contract.",
                            examples = "mobile")
                    @Nullable String object,
            @Schema(
                            required = true,
                            description = "How the offer relates to the subject of the contract.",
                            implementation = Relation.class)
                    @Nullable String relation,
            @Schema(required = true, format = "date") @Nullable String since,
            @Schema(
                            format = "date",
                            description =
                                    "Last day, or the day on which everything was performed; absent"
                                            + " while the contract continues.")
                    @Nullable String endedOn) {}

    /** A request of the person. */
    @Schema(name = "InformationRequestGround")
    public record ClaimedRequest(
            @Schema(required = true, examples = "form-17") @Nullable String reference,
            @Schema(
                            required = true,
                            description = "What the person asked about; must equal the offer.",
                            examples = "heat-pump")
                    @Nullable String object,
            @Schema(required = true, format = "date-time") @Nullable String receivedAt) {}

    /**
     * What the question says; {@code null} when it says nothing of it.
     *
     * @param beside the offer that is stated beside the grounds
     */
    public static @Nullable CallGrounds read(
            @Nullable ClaimedGrounds claimed, @Nullable String beside) {
        String offer = RequestFields.optionalCode("/offer", beside);
        if (claimed == null) {
            return offer == null ? null : new CallGrounds(offer, null, null);
        }
        return claimed.read(offer);
    }

    private CallGrounds read(@Nullable String beside) {
        if (beside != null && offer != null && !beside.equals(offer)) {
            throw RequestFields.refused(
                    "/grounds/offer", "value-contradictory", "A call can have only one offer.");
        }
        return new CallGrounds(
                beside == null ? RequestFields.code("/grounds/offer", offer) : beside,
                contract == null ? null : read("/grounds/contract", contract),
                request == null ? null : read("/grounds/request", request));
    }

    private static Contract read(String pointer, ClaimedContract claimed) {
        String endedOn = claimed.endedOn();
        return new Contract(
                RequestFields.code(pointer + "/reference", claimed.reference()),
                RequestFields.code(pointer + "/object", claimed.object()),
                RequestFields.oneOf(pointer + "/relation", claimed.relation(), Relation.class),
                RequestFields.date(pointer + "/since", claimed.since()),
                endedOn == null ? null : RequestFields.date(pointer + "/endedOn", endedOn));
    }

    private static InformationRequest read(String pointer, ClaimedRequest claimed) {
        return new InformationRequest(
                RequestFields.code(pointer + "/reference", claimed.reference()),
                RequestFields.code(pointer + "/object", claimed.object()),
                RequestFields.instant(pointer + "/receivedAt", claimed.receivedAt()));
    }
}
