// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import static io.temoin.consent.agreement.domain.AgreementProblem.NOT_THE_CONTROLLER;
import static io.temoin.consent.agreement.domain.AgreementProblem.NOT_THE_PARTY;
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
 * One party's entry in the records. A controller speaks for itself alone: what it says of unnamed
 * callers decides about calls. A processor is entered by itself or by a controller that engages it,
 * and amended by the one that entered it or by itself.
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
            case Party.Known(_, var profile, _) -> {
                if (!profile.equals(command.profile())) {
                    throw Rejected.at(
                            "/id",
                            PARTY_EXISTS,
                            "The party is already registered with different details.");
                }
                yield List.of();
            }
        };
    }

    private static List<PartyEvent> amend(AmendParty command, Party state) {
        return switch (state) {
            case Party.Unknown _ ->
                    throw new Rejected(PARTY_UNKNOWN, "The party is not registered.");
            case Party.Known known when !mayAmend(command.by(), known) ->
                    throw new Rejected(
                            NOT_THE_PARTY,
                            "Only the party itself, or the organisation that registered it, may"
                                    + " change its details.");
            case Party.Known(_, var profile, _) ->
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

    private static boolean mayAmend(PartyId by, Party.Known party) {
        return by.equals(party.id()) || by.equals(party.enteredBy());
    }

    private static void mustSpeakFor(PartyCommand command, Party state) {
        if (command.by().equals(command.party())) {
            return;
        }
        // Before the records are looked at: a refusal must not tell a processor of others in them.
        if (command instanceof RegisterParty register && !register.entersOthers()) {
            throw new Rejected(
                    NOT_THE_CONTROLLER,
                    "An organisation registers itself; only a controller may register the"
                            + " processors it engages.");
        }
        if (command.profile().decides() || state.decides()) {
            throw new Rejected(
                    NOT_THE_CONTROLLER,
                    "Only the controller itself may register or change a controller.");
        }
    }
}
