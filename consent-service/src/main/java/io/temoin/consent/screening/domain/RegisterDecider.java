// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import io.temoin.consent.screening.domain.Register.Imported;
import io.temoin.consent.screening.domain.Register.NeverImported;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import java.util.List;

/**
 * Which copy of a register counts: the one that shows it last. An older file than the one in use is
 * refused, since numbers that were added meanwhile would drop out of sight.
 */
public final class RegisterDecider implements Decider<RecordImport, Register, RegisterImported> {

    @Override
    public Register initialState() {
        return new NeverImported();
    }

    @Override
    public List<RegisterImported> decide(RecordImport command, Register state) {
        return switch (state) {
            case NeverImported _ -> List.of(imported(command));
            case Imported(var copy, var asOf) -> {
                if (copy.equals(command.copy())) {
                    yield List.of();
                }
                if (command.asOf().isBefore(asOf)) {
                    throw new Rejected(
                            ScreeningProblem.REGISTER_COPY_OLDER,
                            "A more recent copy of this register is already in use, dated "
                                    + asOf
                                    + ".");
                }
                yield List.of(imported(command));
            }
        };
    }

    @Override
    public Register evolve(Register state, RegisterImported event) {
        return new Imported(event.copy(), event.asOf());
    }

    private static RegisterImported imported(RecordImport command) {
        return new RegisterImported(
                command.copy(),
                command.register().code(),
                command.register().controller(),
                command.asOf(),
                command.rows(),
                command.checksum(),
                command.source(),
                command.announcedBy(),
                command.now());
    }
}
