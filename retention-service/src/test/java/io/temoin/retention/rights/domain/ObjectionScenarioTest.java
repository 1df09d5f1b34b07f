// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.granted;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import io.temoin.retention.rights.domain.RequestCommand.CompleteTask;
import io.temoin.retention.rights.domain.RequestCommand.OpenRequest;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.ObjectionUpheld;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A16 as the rights desk lives it: an objection of 24 November to recordings, to be decided by 24
 * December. What becomes of the recordings meanwhile is its namesake in recording-service.
 */
class ObjectionScenarioTest {

    private static final Instant DECIDED = Instant.parse("2026-12-10T10:00:00Z");

    private final RequestDecider decider = new RequestDecider();
    private final List<RequestEvent> events = new ArrayList<>();

    @Test
    void a16RestrictsAtOnceAndIsDueWithinTheMonth() {
        objected();

        assertThat(progress().deadline().effective()).isEqualTo(DUE);
        assertThat(restriction().restricting()).containsExactly(OwnerService.RECORDING);
        assertThat(restriction().since()).isEqualTo(RECEIVED);
    }

    @Test
    void a16IsErasedIfThereIsNoCompellingGround() {
        objected();

        decide(
                new CompleteTask(OwnerService.RECORDING, TaskResult.DONE, DECIDED),
                new AnswerRequest(List.of(granted(OwnerService.RECORDING)), DECIDED));

        assertThat(upheld())
                .isEqualTo(
                        new ObjectionUpheld(
                                REQUEST, RHONE, PERSON, null, List.of(), true, RECEIVED, DECIDED));
        assertThat(restriction().isInForce()).isFalse();
    }

    @Test
    void a16IsErasedOnTheDueDayIfNobodyDecides() {
        objected();

        decide(new CheckDeadline(DUE.minusMillis(1)));
        assertThat(restriction().isInForce()).isTrue();
        decide(new CheckDeadline(DUE));

        assertThat(upheld().decided()).isFalse();
        assertThat(upheld().upheldAt()).isEqualTo(DUE);
    }

    @Test
    void a16ServesItsPurposeAgainIfThereAreCompellingGrounds() {
        objected();

        decide(new RefuseRequest(RefusalGround.COMPELLING_GROUNDS, DECIDED));

        assertThat(events).noneMatch(ObjectionUpheld.class::isInstance);
        assertThat(restriction().isInForce()).isFalse();
    }

    /** Variant: an investment order is recorded because a law says so. */
    @Test
    void a16IsRefusedForALegalObligation() {
        objected();

        decide(new RefuseRequest(RefusalGround.LEGAL_OBLIGATION, DECIDED));

        assertThat(decider.replay(events))
                .isInstanceOfSatisfying(
                        Ended.class,
                        ended ->
                                assertThat(ended.ending())
                                        .isEqualTo(
                                                new Request.Ending.Refused(
                                                        new DsrRefused(
                                                                REQUEST,
                                                                RHONE,
                                                                PERSON,
                                                                RefusalGround.LEGAL_OBLIGATION,
                                                                List.of(),
                                                                null,
                                                                DECIDED,
                                                                null))));
        assertThat(restriction().isInForce()).isFalse();
    }

    /** Variant: what rests on a consent has ended already; then nothing is left to decide. */
    @Test
    void a16IsAnsweredWhenNothingIsHeldAnyMore() {
        objected();

        decide(
                new CompleteTask(OwnerService.RECORDING, TaskResult.NOTHING_HELD, DECIDED),
                new AnswerRequest(List.of(Requests.nothing(OwnerService.RECORDING)), DECIDED));

        assertThat(events).noneMatch(ObjectionUpheld.class::isInstance);
        assertThat(restriction().isInForce()).isFalse();
    }

    private void objected() {
        decide(
                new OpenRequest(
                        REQUEST,
                        RHONE,
                        PERSON,
                        RequestType.OBJECTION,
                        new Intake(Intake.Way.ORAL, RHONE, null, null, RECEIVED),
                        null,
                        null,
                        null,
                        0,
                        "FR",
                        ZoneId.of("Europe/Paris"),
                        List.of(OwnerService.RECORDING),
                        RECEIVED));
    }

    private void decide(RequestCommand... commands) {
        for (RequestCommand command : commands) {
            events.addAll(decider.decide(command, decider.replay(events)));
        }
    }

    private ObjectionUpheld upheld() {
        return events.stream()
                .filter(ObjectionUpheld.class::isInstance)
                .map(ObjectionUpheld.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private Restriction restriction() {
        return RequestDecider.restrictionOf(decider.replay(events));
    }

    private Request.Progress progress() {
        return ((Request.Open) decider.replay(events)).progress();
    }
}
