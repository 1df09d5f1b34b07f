// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.temoin.retention.hold.ItemFreeze;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a request keeps from being destroyed, as orders look it up. */
final class RequestFreezes {

    private RequestFreezes() {}

    /** The freeze of a request; {@code null} for one that keeps nothing. */
    static @Nullable ItemFreeze of(Request request, long version) {
        return switch (request) {
            case Unopened _ -> null;
            case Open open -> of(open, false, version);
            case Ended(var opened, var progress, _, _) ->
                    of(new Open(opened, progress), true, version);
        };
    }

    /** Until when a request that is open keeps something. */
    static @Nullable Instant until(Request request) {
        return request instanceof Open open ? Request.frozenUntil(open) : null;
    }

    private static @Nullable ItemFreeze of(Open open, boolean over, long version) {
        Instant until = Request.frozenUntil(open);
        if (until == null) {
            return null;
        }
        RequestOpened opened = open.opened();
        var about = opened.about();
        return new ItemFreeze(
                opened.request(),
                opened.controller(),
                opened.subject(),
                about == null ? null : about.recording(),
                about == null ? null : about.decision(),
                until,
                over,
                version);
    }
}
