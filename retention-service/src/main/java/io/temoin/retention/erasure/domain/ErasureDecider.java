// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.retention.erasure.domain.Erasure.Complete;
import io.temoin.retention.erasure.domain.Erasure.Undecided;
import io.temoin.retention.erasure.domain.Erasure.WithOwners;
import io.temoin.retention.erasure.domain.Erasure.WithTrail;
import io.temoin.retention.erasure.domain.ErasureCommand.BeginErasure;
import io.temoin.retention.erasure.domain.ErasureCommand.NoteOwnersDone;
import io.temoin.retention.erasure.domain.ErasureCommand.NoteTrail;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureBegun;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureCompleted;
import io.temoin.retention.erasure.domain.ErasureEvent.TrailErasureRequested;
import java.util.List;

/**
 * The owners first, the trail last: an identity that left the trail first would leave what the
 * owners hold with nobody to find it. Every input may come twice or late; a step that is done stays
 * done.
 */
public final class ErasureDecider implements Decider<ErasureCommand, Erasure, ErasureEvent> {

    @Override
    public Erasure initialState() {
        return new Undecided();
    }

    @Override
    public List<ErasureEvent> decide(ErasureCommand command, Erasure state) {
        return switch (command) {
            case BeginErasure begin -> begin(begin, state);
            case NoteOwnersDone done -> ownersDone(done, state);
            case NoteTrail trail -> trail(trail, state);
        };
    }

    @Override
    public Erasure evolve(Erasure state, ErasureEvent event) {
        return Erasure.after(event);
    }

    private static List<ErasureEvent> begin(BeginErasure command, Erasure state) {
        return switch (state) {
            case Undecided _ ->
                    List.of(
                            new ErasureBegun(
                                    command.request(),
                                    command.controller(),
                                    command.subject(),
                                    command.way(),
                                    command.askedAt(),
                                    command.ground(),
                                    command.erasing(),
                                    command.kept(),
                                    command.now()));
            case WithOwners _, WithTrail _, Complete _ -> List.of();
        };
    }

    private static List<ErasureEvent> ownersDone(NoteOwnersDone command, Erasure state) {
        return switch (state) {
            case WithOwners(var begun) ->
                    List.of(
                            new TrailErasureRequested(
                                    begun.request(),
                                    begun.controller(),
                                    begun.subject(),
                                    begun.ground(),
                                    command.erased(),
                                    command.kept(),
                                    command.now()));
            case Undecided _ -> List.of();
            case WithTrail _ -> List.of();
            case Complete _ -> List.of();
        };
    }

    private static List<ErasureEvent> trail(NoteTrail command, Erasure state) {
        return switch (state) {
            case WithTrail(var requested) ->
                    List.of(
                            new ErasureCompleted(
                                    requested.request(),
                                    requested.controller(),
                                    requested.subject(),
                                    requested.erased(),
                                    requested.kept(),
                                    command.outcome(),
                                    command.until(),
                                    command.now()));
            case Undecided _ -> List.of();
            case WithOwners _ -> List.of();
            case Complete _ -> List.of();
        };
    }
}
