// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import io.temoin.consent.purpose.domain.PurposeEvent.PurposeActivated;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeDeclared;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeRetired;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeRevised;
import org.jspecify.annotations.Nullable;

/** One purpose of one controller, in one of its stages. */
public sealed interface ControllerPurpose {

    /** Never declared. */
    record Unknown() implements ControllerPurpose {}

    /** Declared; nothing is processed for it yet. */
    record Declared(Revision revision) implements ControllerPurpose {}

    /** Processing goes on. */
    record Active(Revision revision, ActivationGrounds grounds) implements ControllerPurpose {}

    /** Processing has ended; it can be declared anew. */
    record Retired(Revision revision) implements ControllerPurpose {}

    /**
     * The terms in force.
     *
     * @param hash chained to the revision before
     */
    record Revision(PurposeCode purpose, int number, PurposeTerms terms, String hash) {}

    /** The terms; {@code null} when there never were any. */
    default @Nullable Revision current() {
        return switch (this) {
            case Unknown _ -> null;
            case Declared(var revision) -> revision;
            case Active(var revision, _) -> revision;
            case Retired(var revision) -> revision;
        };
    }

    /** The state after one more event. */
    static ControllerPurpose evolve(ControllerPurpose state, PurposeEvent event) {
        return switch (event) {
            case PurposeDeclared declared ->
                    new Declared(
                            new Revision(
                                    declared.purpose(),
                                    declared.revision(),
                                    declared.terms(),
                                    declared.hash()));
            case PurposeActivated activated -> activated(state, activated.grounds());
            case PurposeRevised revised -> revised(state, revised);
            case PurposeRetired _ -> retired(state);
        };
    }

    private static ControllerPurpose activated(ControllerPurpose state, ActivationGrounds grounds) {
        return state instanceof Declared(var revision) ? new Active(revision, grounds) : state;
    }

    private static ControllerPurpose revised(ControllerPurpose state, PurposeRevised revised) {
        Revision revision =
                new Revision(
                        revised.purpose(), revised.revision(), revised.terms(), revised.hash());
        return state instanceof Active(_, var grounds)
                ? new Active(revision, grounds)
                : new Declared(revision);
    }

    private static ControllerPurpose retired(ControllerPurpose state) {
        Revision revision = state.current();
        return revision == null ? state : new Retired(revision);
    }
}
