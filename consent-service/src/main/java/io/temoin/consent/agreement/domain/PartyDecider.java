// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import static io.temoin.consent.agreement.domain.AgreementProblem.NOT_THE_CONTROLLER;
import static io.temoin.consent.agreement.domain.AgreementProblem.NOT_THE_PARTY;
import static io.temoin.consent.agreement.domain.AgreementProblem.NOT_THE_TENANTS_OWN;
import static io.temoin.consent.agreement.domain.AgreementProblem.PARTY_EXISTS;
import static io.temoin.consent.agreement.domain.AgreementProblem.PARTY_INVALID;
import static io.temoin.consent.agreement.domain.AgreementProblem.PARTY_UNKNOWN;

import io.temoin.consent.agreement.domain.PartyCommand.AmendParty;
import io.temoin.consent.agreement.domain.PartyCommand.RegisterParty;
import io.temoin.consent.agreement.domain.PartyEvent.PartyAmended;
import io.temoin.consent.agreement.domain.PartyEvent.PartyRegistered;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import java.util.List;

/**
 * One party's entry in the records. The tenant's own staff say who is a controller: to be one opens
 * the records of others. From then on it speaks for itself alone: what it says of unnamed callers
 * decides about calls. But for its country, of which the tenant's own staff alone speak: how long
 * data are kept follows from it. A processor is entered by itself or by a controller that engages
 * it, and amended by itself; by the one that entered it only until it has spoken itself.
 */
public final class PartyDecider implements Decider<PartyCommand, Party, PartyEvent> {

    @Override
    public Party initialState() {
        return Party.unknown();
    }

    @Override
    public List<PartyEvent> decide(PartyCommand command, Party state) {
        mustSpeakFor(command, state);
        if (command.profile().roles().isEmpty()) {
            throw Rejected.at(
                    "/roles", PARTY_INVALID, "A party must be a controller, a processor, or both.");
        }
        return switch (command) {
            case RegisterParty register -> register(register, state);
            case AmendParty amend -> amend(amend, state);
        };
    }

    @Override
    public Party evolve(Party state, PartyEvent event) {
        return Party.evolve(state, event);
    }

    private static List<PartyEvent> register(RegisterParty command, Party state) {
        return switch (state) {
            case Party.Unknown _ ->
                    List.of(
                            new PartyRegistered(
                                    command.party(),
                                    command.profile(),
                                    command.by(),
                                    command.now()));
            case Party.Registered(_, var profile, var enteredBy) -> {
                if (!profile.equals(command.profile())) {
                    throw Rejected.at(
                            "/id",
                            PARTY_EXISTS,
                            "The party is already registered with different details.");
                }
                // The same said by itself: from now on the entry is its own.
                yield command.by().equals(command.party()) && !enteredBy.equals(command.party())
                        ? List.of(
                                new PartyAmended(
                                        command.party(), profile, command.by(), command.now()))
                        : List.of();
            }
        };
    }

    private static List<PartyEvent> amend(AmendParty command, Party state) {
        return switch (state) {
            case Party.Unknown _ ->
                    throw new Rejected(PARTY_UNKNOWN, "The party is not registered.");
            case Party.Registered known when !mayAmend(command, known) ->
                    throw new Rejected(
                            NOT_THE_PARTY,
                            "Only the party itself and the tenant's own staff may change its"
                                    + " details; so may the organisation that registered it, until"
                                    + " the party has confirmed or changed its entry.");
            case Party.Registered(_, var profile, _) ->
                    profile.equals(command.profile())
                            ? List.of()
                            : List.of(
                                    new PartyAmended(
                                            command.party(),
                                            command.profile(),
                                            command.by(),
                                            command.now()));
        };
    }

    private static boolean mayAmend(AmendParty command, Party.Registered party) {
        PartyId by = command.by();
        return command.byTenant() || by.equals(party.id()) || by.equals(party.enteredBy());
    }

    private static void mustSpeakFor(PartyCommand command, Party state) {
        if (!command.by().equals(command.party())) {
            mustSpeakForAnother(command, state);
        }
        if (!command.byTenant() && movesAController(command, state)) {
            throw Rejected.at(
                    "/country",
                    NOT_THE_TENANTS_OWN,
                    "Only the tenant's own staff can change the country of a controller: the law by"
                            + " which its data are kept follows it.");
        }
        if (makesAController(command) && !state.decides()) {
            throw Rejected.at(
                    "/roles",
                    NOT_THE_TENANTS_OWN,
                    "Only the tenant's own staff can register a party as a controller.");
        }
    }

    private static void mustSpeakForAnother(PartyCommand command, Party state) {
        // Before the records are looked at: a refusal must not tell a processor of others in them.
        if (command instanceof RegisterParty register
                && !register.byTenant()
                && !register.byController()) {
            throw new Rejected(
                    NOT_THE_CONTROLLER,
                    "An organisation registers itself; only a controller may register the"
                            + " processors it engages.");
        }
        boolean entersAController = command instanceof RegisterParty && command.byTenant();
        if (!entersAController
                && !isOfTheCountryAlone(command, state)
                && (state.decides() || makesAController(command))) {
            throw new Rejected(
                    NOT_THE_CONTROLLER,
                    "Only the controller itself may change its details, and only the tenant's own"
                            + " staff may register it or change its country.");
        }
    }

    private static boolean movesAController(PartyCommand command, Party state) {
        return command instanceof AmendParty
                && state instanceof Party.Registered(_, var profile, _)
                && profile.decides()
                && command.profile().moves(profile);
    }

    /** By the tenant's own staff, who may say nothing else of a controller that is there. */
    private static boolean isOfTheCountryAlone(PartyCommand command, Party state) {
        return command.byTenant()
                && movesAController(command, state)
                && state instanceof Party.Registered(_, var profile, _)
                && command.profile().equals(profile.in(command.profile().country()));
    }

    private static boolean makesAController(PartyCommand command) {
        return command.profile().decides() && !command.byTenant();
    }
}
