// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.RightsProblem;

/** When a request may be answered by an erasure: a destruction cannot be taken back. */
public final class ErasureRules {

    private ErasureRules() {}

    /**
     * The request, if it asks for erasure.
     *
     * @throws Rejected if it asks for something else
     */
    public static RequestOpened requireErasure(Request request) {
        RequestOpened opened =
                switch (request) {
                    case Unopened _ -> throw RequestDecider.unknown();
                    case Open open -> open.opened();
                    case Ended ended -> ended.opened();
                };
        if (opened.type() != RequestType.ERASURE) {
            throw new Rejected(
                    RightsProblem.REQUEST_NOT_FOR_ERASURE,
                    "The person asked for something else; only a request for erasure is answered"
                            + " by one.");
        }
        return opened;
    }

    /**
     * The request, if the erasure may begin now.
     *
     * @throws Rejected if it has ended, or nobody knows yet who asks
     */
    public static RequestOpened requireReady(Request request) {
        RequestOpened opened = requireErasure(request);
        if (!(request instanceof Open open)) {
            throw new Rejected(
                    RightsProblem.REQUEST_ENDED,
                    "The request has been answered or refused and can no longer be changed.");
        }
        if (open.progress().proof().isAwaited()) {
            throw new Rejected(
                    RightsProblem.IDENTITY_UNPROVEN,
                    "The person has not proved their identity yet.");
        }
        return opened;
    }
}
