// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.progress;

import io.temoin.chassis.requests.ThrowableProblem;
import java.util.Map;

/** The lists have not heard of everything that was recorded, and the answer depends on it. */
public final class ReadModelBehind extends ThrowableProblem {

    private static final long serialVersionUID = 1L;

    ReadModelBehind() {
        super(
                "read-model-behind",
                503,
                "The lists do not include everything that was recorded yet, so what is covered"
                        + " cannot be said; repeat the request after the time given in"
                        + " Retry-After.");
    }

    /** Soon: it was waited for already. */
    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", "2");
    }
}
