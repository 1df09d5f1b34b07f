// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestDecider;

/** Where a request is, in a word. */
public enum RequestState {
    OPEN,
    JOINED,
    ANSWERED,
    REFUSED,
    WITHDRAWN,
    CLOSED;

    /** Of a request that exists. */
    static RequestState of(Request request) {
        return switch (request) {
            case Unopened _ -> throw RequestDecider.unknown();
            case Open _ -> OPEN;
            case Ended ended when ended.closed() -> CLOSED;
            case Ended ended ->
                    switch (ended.ending()) {
                        case Ending.Answered _ -> ANSWERED;
                        case Ending.Refused _ -> REFUSED;
                        case Ending.Withdrawn _ -> WITHDRAWN;
                        case Ending.Joined _ -> JOINED;
                    };
        };
    }
}
