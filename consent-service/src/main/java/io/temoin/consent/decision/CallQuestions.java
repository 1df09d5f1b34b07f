// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.chassis.requests.Caller;
import io.temoin.consent.callee.CalleePlaces;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.PhoneNumbers.Callee;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.StatedCall;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads who would be called, and for what. Rejects what cannot be read, with a pointer to it. */
@Singleton
public class CallQuestions {

    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final AgentPlaces agentPlaces;

    CallQuestions(PhoneNumbers numbers, Pseudonyms pseudonyms, AgentPlaces agentPlaces) {
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
        this.agentPlaces = agentPlaces;
    }

    /** The question of a request about one call. */
    CallQuestion read(CallRequest request, Caller caller, EventMetadata metadata) {
        PartyId controller = RequestFields.party("/controller", request.controller());
        Callee callee = numbers.parse("/number", request.number());
        return new CallQuestion(
                TimeOrderedId.of(metadata),
                new ProposedCall(
                        ContactPermissionStream.partyOf(caller),
                        controller,
                        RequestFields.callPurpose("/purpose", request.purpose()),
                        RequestFields.optionalCode("/campaign", request.campaign()),
                        stated(request, callee)),
                new CalledPerson(
                        pseudonyms.of(caller.tenant(), callee.number()),
                        CalleePlaces.of(callee, request.address())),
                agentPlaces.of(controller, request.agentCountry(), request.agentSubdivision()),
                RequestFields.optionalLanguage("/language", request.language()));
    }

    /** The person at one of the {@code /numbers} of a list. */
    public CalledPerson onList(TenantId tenant, @Nullable String number) {
        Callee callee = numbers.parse("/numbers", number);
        return new CalledPerson(
                pseudonyms.of(tenant, callee.number()), CalleePlaces.of(callee, null));
    }

    private StatedCall stated(CallRequest request, Callee callee) {
        return new StatedCall(
                CallFields.sector(request.sector()),
                CallFields.callerId(request.callerId(), request.automated(), callee, numbers),
                ClaimedGrounds.read(request.grounds(), request.offer()),
                RequestFields.optionalId("/consent", request.consent()),
                RequestFields.optionalCode("/brand", request.brand()));
    }
}
