// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many requests each holder has in progress in this process. A holder without any takes no
 * memory. Safe for concurrent use.
 */
public final class InFlight {

    private final ConcurrentMap<Object, Integer> requests = new ConcurrentHashMap<>();

    /**
     * Counts one more, unless the holder has so many already; tells whether it was counted.
     *
     * @param most 0 for no limit
     */
    public boolean begin(Object holder, int most) {
        if (requests.merge(holder, 1, Integer::sum) <= most || most == 0) {
            return true;
        }
        end(holder);
        return false;
    }

    /** The same for a request, which is counted until it is answered or its client is gone. */
    boolean begin(RoutingContext request, Object holder, int most) {
        boolean begun = begin(holder, most);
        if (begun && (request.response().ended() || request.response().closed())) {
            end(holder); // nobody would tell its end any more
        } else if (begun) {
            request.addEndHandler(_ -> end(holder));
        }
        return begun;
    }

    /** One that was counted is answered, or its client is gone. */
    public void end(Object holder) {
        requests.computeIfPresent(holder, (_, count) -> count == 1 ? null : count - 1);
    }

    /** How many the holder has in progress. */
    public int of(Object holder) {
        return requests.getOrDefault(holder, 0);
    }

    /** How many holders have requests in progress. */
    int holders() {
        return requests.size();
    }
}
