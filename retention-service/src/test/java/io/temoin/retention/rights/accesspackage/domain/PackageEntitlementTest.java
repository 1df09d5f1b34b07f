// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.Requests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageEntitlementTest {

    private static final RequestEvent ASKED = Requests.proofAsked("2026-11-25T09:30:00Z", true);
    private static final RequestEvent GIVEN =
            Requests.proved("2026-11-26T09:30:00Z", "2026-12-24T23:00:00Z", "2026-12-26T23:00:00Z");

    private static Request request(RequestEvent... more) {
        var events = new ArrayList<RequestEvent>();
        events.add(Requests.opened(RequestType.ACCESS));
        events.addAll(List.of(more));
        return new RequestDecider().replay(events);
    }

    @Test
    void anOpenOrAnsweredRequestOfAKnownPersonIsEntitled() {
        assertThatCode(() -> PackageEntitlement.require(request())).doesNotThrowAnyException();
        assertThatCode(() -> PackageEntitlement.require(request(Requests.answered(false))))
                .doesNotThrowAnyException();
        assertThatCode(() -> PackageEntitlement.require(request(ASKED, GIVEN)))
                .doesNotThrowAnyException();
    }

    @Test
    void whatTheAnswerRefusedIsWithheld() {
        var refused =
                new AnswerPart(
                        OwnerService.RECORDING,
                        null,
                        AnswerPart.Outcome.REFUSED,
                        RefusalGround.RIGHTS_OF_OTHERS);

        assertThat(PackageEntitlement.require(request(Requests.answered(true, refused))))
                .isEqualTo(new Withheld(List.of(refused)));
        assertThat(PackageEntitlement.require(request())).isEqualTo(Withheld.NOTHING);
    }

    @Test
    void nothingIsGivenToSomebodyWhoMayBeSomebodyElse() {
        assertThatThrownBy(() -> PackageEntitlement.require(request(ASKED)))
                .hasMessageContaining("identity");
        assertThatThrownBy(
                        () -> PackageEntitlement.require(request(ASKED, Requests.answered(false))))
                .hasMessageContaining("identity");
    }

    @Test
    void aRefusedOrJoinedRequestAndNoneAtAllAreNotEntitled() {
        assertThatThrownBy(
                        () ->
                                PackageEntitlement.require(
                                        request(
                                                Requests.refusal(
                                                        RefusalGround.MANIFESTLY_UNFOUNDED, null))))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> PackageEntitlement.require(request(Requests.joined())))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> PackageEntitlement.require(new RequestDecider().initialState()))
                .isInstanceOf(Rejected.class);
    }
}
