// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.engine.domain.AccessEnd;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.EndAccess;
import io.temoin.retention.schedule.domain.RetainedItemEvent.PurposeAccessEnded;
import java.util.List;

/**
 * Each purpose ends the access under it on its own day. What recording-service reported itself it
 * knows; it is not said again. What is ordered destroyed ends them all, and needs no word of it. An
 * end that was said is final: whoever could listen was told that they cannot.
 */
final class AccessRules {

    private AccessRules() {}

    static List<RetainedItemEvent> decide(EndAccess command, RetainedItem state) {
        if (!(state instanceof Retained retained)) {
            return List.of();
        }
        return retained.accessEnds().stream()
                .filter(end -> !end.at().isAfter(command.now()))
                .map(end -> ended(end, retained.call()))
                .toList();
    }

    private static RetainedItemEvent ended(AccessEnd end, CallReference call) {
        return new PurposeAccessEnded(
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                end.purpose(),
                end.on(),
                end.at(),
                List.of(end.because()));
    }
}
