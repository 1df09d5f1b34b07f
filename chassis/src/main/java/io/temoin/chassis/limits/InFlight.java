// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many requests each holder has in progress in this process. A holder without any takes no
 * memory. Safe for concurrent use.
 */
final class InFlight {

    private final ConcurrentMap<Object, Integer> requests = new ConcurrentHashMap<>();

    /**
     * Counts one more, unless the holder has so many already; tells whether it was counted.
     *
     * @param most 0 for no limit
     */
    boolean begin(Object holder, int most) {
        if (requests.merge(holder, 1, Integer::sum) <= most || most == 0) {
            return true;
        }
        end(holder);
        return false;
    }

    /** One that was counted is answered, or its client is gone. */
    void end(Object holder) {
        requests.computeIfPresent(holder, (_, count) -> count == 1 ? null : count - 1);
    }

    /** How many holders have requests in progress. */
    int holders() {
        return requests.size();
    }
}
