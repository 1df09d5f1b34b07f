// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import io.temoin.audit.erasure.domain.Erasure.Begun;
import io.temoin.audit.erasure.domain.Erasure.Deferred;
import io.temoin.audit.erasure.domain.Erasure.Done;
import io.temoin.audit.erasure.domain.Erasure.Open;
import io.temoin.audit.erasure.domain.ErasureCommand.CompleteErasure;
import io.temoin.audit.erasure.domain.ErasureCommand.DeferErasure;
import io.temoin.audit.erasure.domain.ErasureCommand.NoteKeyDestroyed;
import io.temoin.eventsourcing.Decider;
import java.util.List;

/** The key first; and the first outcome of an erasure is its outcome. */
public final class ErasureDecider implements Decider<ErasureCommand, Erasure, ErasureEvent> {

    @Override
    public Erasure initialState() {
        return new Open();
    }

    @Override
    public List<ErasureEvent> decide(ErasureCommand command, Erasure state) {
        return switch (command) {
            case NoteKeyDestroyed note -> note(note, state);
            case CompleteErasure complete -> complete(complete, state);
            case DeferErasure defer -> defer(defer, state);
        };
    }

    private static List<ErasureEvent> note(NoteKeyDestroyed command, Erasure state) {
        return switch (state) {
            case Open _ ->
                    List.of(
                            new SubjectKeyDestroyed(
                                    command.erasure(),
                                    command.reason(),
                                    command.evidence(),
                                    command.override()));
            case Begun _, Deferred _, Done _ -> List.of();
        };
    }

    /** What was begun is completed. */
    private static List<ErasureEvent> defer(DeferErasure command, Erasure state) {
        return switch (state) {
            case Open _ -> List.of(new TrailErasureDeferred(command.erasure(), command.until()));
            case Begun _ -> List.of();
            case Deferred _ -> List.of();
            case Done _ -> List.of();
        };
    }

    private static List<ErasureEvent> complete(CompleteErasure command, Erasure state) {
        return switch (state) {
            case Open _ ->
                    throw new IllegalStateException("an erasure is complete once the key is gone");
            case Begun _ ->
                    List.of(
                            new SubjectErased(
                                    command.erasure(),
                                    command.taken().entries(),
                                    command.taken().digest(),
                                    command.reason(),
                                    command.evidence(),
                                    command.override()));
            case Deferred _ -> List.of();
            case Done _ -> List.of();
        };
    }

    @Override
    public Erasure evolve(Erasure state, ErasureEvent event) {
        return switch (event) {
            case SubjectKeyDestroyed begun ->
                    new Begun(begun.reason(), begun.evidence(), begun.override());
            case TrailErasureDeferred(var erasure, var until) -> new Deferred(erasure, until);
            case SubjectErased erased ->
                    new Done(
                            erased.erasure(),
                            erased.entries(),
                            erased.reason(),
                            erased.evidence(),
                            erased.override());
        };
    }
}
