// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.REQUEST;
import static io.temoin.consent.permission.domain.Examples.asking;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.released;
import static io.temoin.consent.permission.domain.Examples.releasing;
import static io.temoin.consent.permission.domain.Examples.restricted;
import static io.temoin.consent.permission.domain.Examples.restricting;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nobody calls a person for a controller while a request of theirs restricts it. */
class RestrictedContactTest {

    private static final UUID SECOND = UUID.fromString("019a0000-0000-7000-8000-000000000005");

    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            contact = DeciderSpecification.of(decider);

    @Test
    void isRestrictedOnceByEachRequest() {
        contact.given().when(restricting(REQUEST)).then(restricted(REQUEST));
        contact.given(restricted(REQUEST)).when(restricting(REQUEST)).thenNothing();
        contact.given(restricted(REQUEST)).when(restricting(SECOND)).then(restricted(SECOND));
        contact.given(restricted(REQUEST)).when(releasing(REQUEST)).then(released(REQUEST));
        contact.given().when(releasing(REQUEST)).thenNothing();
    }

    @Test
    void noConsentHelpsAgainstARestriction() {
        assertThat(decide(asking(BY_VOIX), given()).verdict()).isEqualTo(Verdict.ALLOW);

        var decided = decide(asking(BY_VOIX), given(), restricted(REQUEST));

        assertThat(decided.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decided.nextAllowedAt()).isNull();
        assertThat(decided.recording()).isNull();
        Reason reason = decided.reasons().getFirst();
        assertThat(reason.code()).isEqualTo(ReasonCode.RESTRICTED);
        assertThat(reason.source()).isEqualTo("GDPR art. 18(2)");
        assertThat(reason.known()).containsExactly(Fact.of(FactName.RESTRICTED_SINCE, NOW));
    }

    /** A call about a contract is a use of the data as well. */
    @Test
    void noCallIsExempt() {
        DecideCall call = asking(BY_VOIX);
        var service =
                new DecideCall(
                        call.decision(),
                        call.by(),
                        call.controller(),
                        call.subject(),
                        Purpose.CUSTOMER_SERVICE,
                        call.campaign(),
                        call.circumstances(),
                        call.law(),
                        call.now());

        assertThat(codes(decide(service, given()))).doesNotContain(ReasonCode.RESTRICTED);
        assertThat(codes(decide(service, given(), restricted(REQUEST))))
                .contains(ReasonCode.RESTRICTED);
    }

    @Test
    void isFreeAgainWhenTheLastRequestIsOver() {
        assertThat(
                        decide(
                                        asking(BY_VOIX),
                                        given(),
                                        restricted(REQUEST),
                                        restricted(SECOND),
                                        released(REQUEST))
                                .verdict())
                .isEqualTo(Verdict.DENY);
        assertThat(
                        decide(
                                        asking(BY_VOIX),
                                        given(),
                                        restricted(REQUEST),
                                        restricted(SECOND),
                                        released(REQUEST),
                                        released(SECOND))
                                .verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    private static List<ReasonCode> codes(CallDecided decided) {
        return decided.reasons().stream().map(Reason::code).toList();
    }

    private CallDecided decide(DecideCall call, ContactPermissionEvent... known) {
        return (CallDecided) decider.decide(call, decider.replay(List.of(known))).getFirst();
    }
}
