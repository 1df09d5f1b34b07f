// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.consent.agreement.domain.AgreementCommand;
import io.temoin.consent.agreement.domain.AgreementDecider;
import io.temoin.consent.agreement.domain.AgreementEvent;
import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.agreement.domain.ProcessingAgreements;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.Organisations;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** A change of an agreement: whose it is, and what is answered. */
@Singleton
class AgreementChanges {

    /** Who asks, when, for which agreement. */
    record ChangeRequest(
            UUID id, PartyId by, PartyId controller, PartyId processor, EventMetadata metadata) {

        Instant now() {
            return metadata.at();
        }
    }

    private final Callers callers;
    private final Commands commands;
    private final AgreementStream agreements;
    private final Mandates mandates;

    AgreementChanges(
            Callers callers, Commands commands, AgreementStream agreements, Mandates mandates) {
        this.callers = callers;
        this.commands = commands;
        this.agreements = agreements;
        this.mandates = mandates;
    }

    /** Who asks for what; an agreement of others is unknown. */
    ChangeRequest asked(
            UUID id,
            @Nullable String controller,
            @Nullable String processor,
            String change,
            @Nullable String key,
            Object request) {
        Caller caller = callers.current();
        PartyId instructing = RequestFields.party("controller", controller);
        PartyId instructed = RequestFields.party("processor", processor);
        if (!AgreementVisibility.isPartOf(caller, instructing, instructed)) {
            throw AgreementDecider.unknown();
        }
        PartyId own = Organisations.of(caller, AgreementProblem.NOT_THE_CONTROLLER);
        return new ChangeRequest(
                id,
                own,
                instructing,
                instructed,
                commands.of(caller, "processing-agreements/" + id + "/" + change, key, request));
    }

    /** Records the change, and answers with the agreement as of now. */
    Uni<RestResponse<AgreementFields.Answer>> make(ChangeRequest asked, AgreementCommand command) {
        return agreements
                .handle(asked.processor(), command, asked.metadata())
                .invoke(_ -> mandates.forget(asked.metadata().tenant(), asked.controller()))
                .map(decision -> answer(asked, decision));
    }

    private static RestResponse<AgreementFields.Answer> answer(
            ChangeRequest asked, CommandOutcome<ProcessingAgreements, AgreementEvent> decision) {
        ProcessingAgreement agreement = decision.state().find(asked.id());
        if (agreement == null) {
            throw AgreementDecider.unknown();
        }
        return Answers.withHeaders(
                        ResponseBuilder.ok(AgreementFields.Answer.of(agreement, asked.now())),
                        decision)
                .build();
    }
}
