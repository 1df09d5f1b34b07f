// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.proved;
import static io.temoin.retention.rights.domain.Requests.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.RightsProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom the desk may erase, and when. */
class ErasureRulesTest {

    private static Request request(RequestEvent... events) {
        return new RequestDecider().replay(List.of(events));
    }

    private static void assertRefused(Request request, RightsProblem why) {
        assertThatThrownBy(() -> ErasureRules.requireReady(request))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.code()).isEqualTo(why));
    }

    @Test
    void isForWhoeverAskedForErasure() {
        assertThat(ErasureRules.requireReady(request(opened(RequestType.ERASURE))).request())
                .isEqualTo(REQUEST);
        assertRefused(request(opened(RequestType.ACCESS)), RightsProblem.REQUEST_NOT_FOR_ERASURE);
        assertRefused(request(), RightsProblem.REQUEST_UNKNOWN);
    }

    @Test
    void waitsForTheProofOfIdentity() {
        var asked = proofAsked("2026-11-26T09:30:00Z", true);
        assertRefused(request(opened(RequestType.ERASURE), asked), RightsProblem.IDENTITY_UNPROVEN);
        var proof = proved("2026-12-05T09:30:00Z", "2026-12-24T23:00:00Z", "2027-01-05T23:00:00Z");
        assertThat(
                        ErasureRules.requireReady(
                                        request(opened(RequestType.ERASURE), asked, proof))
                                .request())
                .isEqualTo(REQUEST);
    }

    /** It still shows what was done. */
    @Test
    void isOverWhenTheRequestIsAnswered() {
        var answered =
                request(ready(RequestType.ERASURE, answered(false, granted(OwnerService.CONSENT))));
        assertRefused(answered, RightsProblem.REQUEST_ENDED);
        assertThat(ErasureRules.requireErasure(answered).request()).isEqualTo(REQUEST);
    }
}
