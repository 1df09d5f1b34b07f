// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of the agreements of one controller and one processor. */
public sealed interface AgreementCommand {

    UUID agreement();

    /** The organisation that asks. */
    PartyId by();

    PartyId controller();

    /**
     * What the records say of those an agreement names.
     *
     * @param known by id; one that is missing is in no record
     * @param engaging the agreements of the controller and the processor that engages this one;
     *     none when the controller does
     */
    record Records(Map<PartyId, Party> known, ProcessingAgreements engaging) {

        public Records {
            known = Map.copyOf(known);
        }

        Party of(PartyId party) {
            return known.getOrDefault(party, Party.unknown());
        }
    }

    /** Set out an agreement. */
    record Draft(
            UUID agreement,
            PartyId by,
            PartyId controller,
            PartyId processor,
            AgreementTerms terms,
            Instructions instructions,
            List<PartyId> subProcessors,
            Records records,
            Instant now)
            implements AgreementCommand {

        public Draft {
            subProcessors = List.copyOf(subProcessors);
        }

        /** The same, by what the records say. */
        public Draft by(Records found) {
            return new Draft(
                    agreement,
                    by,
                    controller,
                    processor,
                    terms,
                    instructions,
                    subProcessors,
                    found,
                    now);
        }
    }

    /**
     * Put it into force, or in force again.
     *
     * @param document what was signed; may be left out after a suspension
     */
    record Activate(
            UUID agreement,
            PartyId by,
            PartyId controller,
            @Nullable SignedDocument document,
            Instant now)
            implements AgreementCommand {}

    /**
     * Instruct otherwise.
     *
     * @param document the documented instruction; may be left out before the agreement is in force
     */
    record Amend(
            UUID agreement,
            PartyId by,
            PartyId controller,
            Instructions instructions,
            @Nullable SignedDocument document,
            Instant now)
            implements AgreementCommand {}

    /** Let it rest. */
    record Suspend(UUID agreement, PartyId by, PartyId controller, Instant now)
            implements AgreementCommand {}

    /**
     * End it.
     *
     * @param endsAt exclusive; absent for at once
     */
    record End(
            UUID agreement, PartyId by, PartyId controller, @Nullable Instant endsAt, Instant now)
            implements AgreementCommand {}

    /**
     * Authorise a sub-processor, or object to one (GDPR art. 28(2)).
     *
     * @param known what the records say of it
     * @param authorised whether it may; if not, what was authorised is no longer
     */
    record DecideOnEngagement(
            UUID agreement,
            PartyId by,
            PartyId controller,
            PartyId subProcessor,
            Party known,
            boolean authorised,
            Instant now)
            implements AgreementCommand {}
}
