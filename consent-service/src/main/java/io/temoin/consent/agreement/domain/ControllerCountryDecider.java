// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.agreement.domain.ControllerCountryDecider.Restate;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.Decider;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says each thing once. The state is when what was said once more had been said first. */
public final class ControllerCountryDecider
        implements Decider<Restate, Set<Instant>, ControllerCountryRestated> {

    /** Say once more what the records said of a controller. */
    public record Restate(PartyId party, ControllerCountry said, Instant now) {}

    @Override
    public Set<Instant> initialState() {
        return Set.of();
    }

    @Override
    public List<ControllerCountryRestated> decide(Restate command, Set<Instant> state) {
        ControllerCountry said = command.said();
        return state.contains(said.saidAt())
                ? List.of()
                : List.of(
                        new ControllerCountryRestated(
                                command.party(),
                                said.country(),
                                said.saidAt(),
                                said.amended(),
                                command.now()));
    }

    @Override
    public Set<Instant> evolve(Set<Instant> state, ControllerCountryRestated event) {
        Set<Instant> after = new HashSet<>(state);
        after.add(event.saidAt());
        return Set.copyOf(after);
    }
}
