// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import io.temoin.eventsourcing.Decider;
import java.util.List;

/** Registers once what one batch told of. The state is whether that was done. */
public final class RegistrationDecider implements Decider<RegisterItems, Boolean, ItemsRegistered> {

    @Override
    public Boolean initialState() {
        return false;
    }

    @Override
    public List<ItemsRegistered> decide(RegisterItems command, Boolean registered) {
        return registered ? List.of() : List.of(command.batch());
    }

    @Override
    public Boolean evolve(Boolean registered, ItemsRegistered event) {
        return true;
    }
}
