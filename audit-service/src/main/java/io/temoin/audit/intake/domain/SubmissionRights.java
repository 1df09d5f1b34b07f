// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which entries an organisation may submit: its own, and those of a controller that has instructed
 * it, for the purposes of the instruction. The same rule says what is seen of the trail (ADR 0037).
 *
 * @param organisation the one that submits
 * @param instructions by agreements in force, with controllers that the token names
 */
public record SubmissionRights(String organisation, List<Instruction> instructions) {

    /** What one agreement covers. */
    public record Instruction(String controller, Set<String> purposes) {

        /** Copies the set. */
        public Instruction {
            purposes = Set.copyOf(purposes);
        }
    }

    /** Copies the list. */
    public SubmissionRights {
        instructions = List.copyOf(instructions);
    }

    /** Whether what was done there for these purposes is one of them. */
    boolean include(String party, Collection<String> purposes) {
        return organisation.equals(party)
                || instructions.stream()
                        .anyMatch(
                                one ->
                                        one.controller().equals(party)
                                                && one.purposes().containsAll(purposes));
    }
}
