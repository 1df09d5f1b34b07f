// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.retention.policy.domain.NotePurposePeriod.Change;
import io.temoin.retention.policy.domain.PurposePeriodNoted.DeclarationState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows what a controller declares of its purposes. Whoever declares is not judged here. */
public final class PurposePeriodDecider
        implements Decider<NotePurposePeriod, DeclaredPeriods, PurposePeriodNoted> {

    @Override
    public DeclaredPeriods initialState() {
        return new DeclaredPeriods(List.of());
    }

    @Override
    public List<PurposePeriodNoted> decide(NotePurposePeriod command, DeclaredPeriods state) {
        PurposePeriodNoted before = state.find(command.purpose());
        // Terms are in the events that state them; an activation is of those before.
        boolean hasTerms =
                command.change() == Change.DECLARED || command.change() == Change.REVISED;
        PurposePeriodNoted terms = hasTerms ? null : before;
        PurposePeriodNoted after =
                new PurposePeriodNoted(
                        command.controller(),
                        command.purpose(),
                        command.revision(),
                        stateAfter(command.change(), before),
                        terms == null ? command.keepFor() : terms.keepFor(),
                        terms == null ? command.reference() : terms.reference(),
                        terms == null ? command.recipients() : terms.recipients(),
                        command.since(),
                        command.now());
        return List.of(after);
    }

    @Override
    public DeclaredPeriods evolve(DeclaredPeriods state, PurposePeriodNoted event) {
        return state.and(event);
    }

    private static DeclarationState stateAfter(Change change, @Nullable PurposePeriodNoted before) {
        return switch (change) {
            case DECLARED -> DeclarationState.DECLARED;
            case ACTIVATED -> DeclarationState.ACTIVE;
            case RETIRED -> DeclarationState.RETIRED;
            case REVISED ->
                    before == null || before.state() != DeclarationState.ACTIVE
                            ? DeclarationState.DECLARED
                            : DeclarationState.ACTIVE;
        };
    }
}
