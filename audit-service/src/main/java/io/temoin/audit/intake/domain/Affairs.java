// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Whose affairs somebody may hand in: those of the own organisation, and those of a controller that
 * has instructed it, for the purposes of the instruction. The same rule says what is seen of the
 * trail (ADR 0037).
 *
 * @param organisation of whoever hands in
 * @param instructed by agreements in force, with controllers that the token names
 */
public record Affairs(String organisation, List<Instructed> instructed) {

    /** What one agreement covers. */
    public record Instructed(String controller, Set<String> purposes) {

        /** Copies the set. */
        public Instructed {
            purposes = Set.copyOf(purposes);
        }
    }

    /** Copies the list. */
    public Affairs {
        instructed = List.copyOf(instructed);
    }

    /** Whether what was done there for these purposes is one of them. */
    boolean include(String party, Collection<String> purposes) {
        return organisation.equals(party)
                || instructed.stream()
                        .anyMatch(
                                one ->
                                        one.controller().equals(party)
                                                && one.purposes().containsAll(purposes));
    }
}
