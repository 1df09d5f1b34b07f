// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened between one controller and one processor. */
public sealed interface AgreementEvent {

    UUID agreement();

    /**
     * An agreement was set out. Nothing may be done on it yet.
     *
     * @param instructions the first version of them
     * @param subProcessors those the controller authorises from the start (GDPR art. 28(2))
     */
    record AgreementDrafted(
            UUID agreement,
            PartyId controller,
            PartyId processor,
            AgreementTerms terms,
            Instructions instructions,
            List<PartyId> subProcessors,
            Instant at)
            implements AgreementEvent {}

    /**
     * It is in force from now on, inside its dates; after a suspension: again.
     *
     * @param document what was signed
     */
    record AgreementActivated(
            UUID agreement,
            PartyId controller,
            PartyId processor,
            SignedDocument document,
            Instant at)
            implements AgreementEvent {}

    /**
     * The controller instructs otherwise.
     *
     * @param version counts up from 1, which the agreement began with
     * @param document the documented instruction (GDPR art. 28(3)(a)); absent when the agreement
     *     was not signed yet
     */
    record InstructionsAmended(
            UUID agreement,
            PartyId controller,
            PartyId processor,
            int version,
            Instructions instructions,
            @Nullable SignedDocument document,
            Instant at)
            implements AgreementEvent {}

    /** Nothing may be done on it until it is in force again. */
    record AgreementSuspended(UUID agreement, PartyId controller, PartyId processor, Instant at)
            implements AgreementEvent {}

    /** It ends at {@code endsAt} (exclusive), for good. */
    record AgreementEnded(
            UUID agreement, PartyId controller, PartyId processor, Instant endsAt, Instant at)
            implements AgreementEvent {}

    /** The controller authorises that the processor engages another one (GDPR art. 28(2)). */
    record SubProcessorAuthorised(
            UUID agreement, PartyId controller, PartyId processor, PartyId subProcessor, Instant at)
            implements AgreementEvent {}

    /** The controller objects to that; what was authorised is no longer. */
    record SubProcessorObjected(
            UUID agreement, PartyId controller, PartyId processor, PartyId subProcessor, Instant at)
            implements AgreementEvent {}
}
