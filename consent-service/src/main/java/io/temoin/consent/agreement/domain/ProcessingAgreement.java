// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.agreement.domain.AgreementEvent.AgreementDrafted;
import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One agreement, as of its last event.
 *
 * @param version of the instructions, from 1 on
 * @param subProcessors those the processor may engage, by id
 * @param document what was signed; absent before it is in force
 * @param endsAt when it ends, exclusive: agreed at the start or said later; absent when neither
 */
public record ProcessingAgreement(
        UUID id,
        PartyId controller,
        PartyId processor,
        AgreementTerms terms,
        State state,
        int version,
        Instructions instructions,
        List<PartyId> subProcessors,
        @Nullable SignedDocument document,
        @Nullable Instant endsAt) {

    private static final Comparator<PartyId> BY_ID = Comparator.comparing(PartyId::value);

    /** How far it has come; that its time has passed is told by the clock. */
    public enum State {
        DRAFTED,
        ACTIVE,
        SUSPENDED
    }

    public ProcessingAgreement {
        subProcessors = subProcessors.stream().distinct().sorted(BY_ID).toList();
    }

    static ProcessingAgreement of(AgreementDrafted drafted) {
        return new ProcessingAgreement(
                drafted.agreement(),
                drafted.controller(),
                drafted.processor(),
                drafted.terms(),
                State.DRAFTED,
                1,
                drafted.instructions(),
                drafted.subProcessors(),
                null,
                drafted.terms().validUntil());
    }

    /** Whether its time has passed. */
    public boolean hasEndedAt(Instant now) {
        return endsAt != null && !now.isBefore(endsAt);
    }

    boolean authorises(PartyId subProcessor) {
        return subProcessors.contains(subProcessor);
    }

    ProcessingAgreement activated(SignedDocument signed) {
        return at(State.ACTIVE, signed, endsAt);
    }

    ProcessingAgreement suspended() {
        return at(State.SUSPENDED, document, endsAt);
    }

    ProcessingAgreement endingAt(Instant end) {
        return at(state, document, end);
    }

    ProcessingAgreement instructed(int number, Instructions otherwise) {
        return new ProcessingAgreement(
                id,
                controller,
                processor,
                terms,
                state,
                number,
                otherwise,
                subProcessors,
                document,
                endsAt);
    }

    ProcessingAgreement authorising(PartyId subProcessor) {
        return engaging(Stream.concat(subProcessors.stream(), Stream.of(subProcessor)).toList());
    }

    ProcessingAgreement objectingTo(PartyId subProcessor) {
        return engaging(subProcessors.stream().filter(one -> !one.equals(subProcessor)).toList());
    }

    private ProcessingAgreement engaging(List<PartyId> those) {
        return new ProcessingAgreement(
                id,
                controller,
                processor,
                terms,
                state,
                version,
                instructions,
                those,
                document,
                endsAt);
    }

    private ProcessingAgreement at(
            State reached, @Nullable SignedDocument signed, @Nullable Instant end) {
        return new ProcessingAgreement(
                id,
                controller,
                processor,
                terms,
                reached,
                version,
                instructions,
                subProcessors,
                signed,
                end);
    }
}
