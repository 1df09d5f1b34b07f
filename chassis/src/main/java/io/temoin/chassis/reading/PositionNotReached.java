// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.reading;

import io.temoin.chassis.requests.ThrowableProblem;
import java.util.Map;

/** A read model did not reach, within the time a reader waits, the event it was asked to. */
final class PositionNotReached extends ThrowableProblem {

    private static final long serialVersionUID = 1L;

    PositionNotReached() {
        super(
                "position-not-reached",
                503,
                "The data does not include that event yet; repeat the request.");
    }

    /** Soon: the reader has waited already. */
    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", "1");
    }
}
