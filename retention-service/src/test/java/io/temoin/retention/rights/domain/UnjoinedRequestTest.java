// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.OwnerService.AUDIT;
import static io.temoin.retention.rights.domain.OwnerService.CONSENT;
import static io.temoin.retention.rights.domain.OwnerService.RECORDING;
import static io.temoin.retention.rights.domain.OwnerService.RETENTION;
import static io.temoin.retention.rights.domain.Requests.ACTOR;
import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.done;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.grantedItem;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.lifted;
import static io.temoin.retention.rights.domain.Requests.nothing;
import static io.temoin.retention.rights.domain.Requests.objectionToRecordings;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.overdue;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.rectified;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.refused;
import static io.temoin.retention.rights.domain.Requests.restricted;
import static io.temoin.retention.rights.domain.Requests.upheld;
import static io.temoin.retention.rights.domain.Requests.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.RequestCommand.JoinRequest;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.RequestAssigned;
import io.temoin.retention.rights.domain.RequestEvent.RequestAttached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A request that was joined is, to those who took it in, exactly what a twin of it is that the desk
 * worked on by itself.
 */
class UnjoinedRequestTest {

    private static final Instant AFTER_DUE = Instant.parse("2026-12-28T09:00:00Z");
    private static final Instant MARCH = Instant.parse("2027-02-24T23:00:00Z");

    private static final RequestAttached ATTACHED =
            new RequestAttached(OTHER, RHONE, PERSON, REQUEST, null);
    private static final RequestAssigned ASSIGNED =
            new RequestAssigned(REQUEST, RHONE, PERSON, ACTOR);
    private static final DsrClosed CLOSED = new DsrClosed(REQUEST, RHONE, PERSON, LATER);

    private static final AnswerPart[] ALL_GRANTED = {
        granted(CONSENT), granted(RECORDING), granted(RETENTION), granted(AUDIT)
    };

    @Test
    void isAsItIsUnlessItWasJoined() {
        Request open = after(opened(RequestType.ACCESS));
        Request refused =
                after(
                        opened(RequestType.ACCESS),
                        refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null));

        assertThat(UnjoinedRequest.of(open, refused, LATER)).isEqualTo(open);
        assertThat(UnjoinedRequest.of(refused, open, LATER)).isEqualTo(refused);
        assertThat(Request.answeredWith(refused)).isNull();
        assertThat(Request.answeredWith(open)).isNull();
        assertThat(Request.answeredWith(joinedTo(open))).isEqualTo(OTHER);
    }

    /** It restricts and keeps what it would by itself; to the desk it does not. */
    @Test
    void isOpenUntilTheOtherOneIsAnswered() {
        for (RequestType type : List.of(RequestType.ACCESS, RequestType.RESTRICTION)) {
            Request twin = after(taken(type));
            Request joined = joinedTo(twin);

            assertThat(joined).isInstanceOf(Ended.class);
            for (Request answering :
                    List.of(
                            after(opened(type), ATTACHED),
                            after(opened(type), ASSIGNED, done(CONSENT), ATTACHED),
                            after(opened(type), done(CONSENT)),
                            joined)) {
                assertThat(UnjoinedRequest.of(joined, answering, LATER)).isEqualTo(twin);
                assertThat(UnjoinedRequest.of(closed(joined), answering, LATER)).isEqualTo(twin);
            }
        }
    }

    @Test
    void showsWhatWasDoneSinceItWasJoined() {
        var answering = after(opened(RequestType.ACCESS), done(CONSENT), ATTACHED, done(AUDIT));

        assertThat(
                        UnjoinedRequest.of(
                                joinedTo(after(opened(RequestType.ACCESS))), answering, LATER))
                .isEqualTo(after(opened(RequestType.ACCESS), done(AUDIT)));
    }

    @Test
    void isAnsweredWhenTheOtherOneIs() {
        var answer = answered(false, ALL_GRANTED);
        var answering = ready(RequestType.ACCESS, ATTACHED, ASSIGNED, answer);

        assertAnsweredLike(
                after(ready(RequestType.ACCESS, ASSIGNED, answer)),
                RequestType.ACCESS,
                after(answering));
    }

    /** The answer says what stays restricted, and somebody what does not any more. */
    @Test
    void isRestrictedAsLongAsTheOtherOne() {
        var answer = answered(true, granted(RECORDING), refused(CONSENT, RefusalGround.NO_GROUND));
        RequestEvent[] after = {
            ATTACHED, answer, lifted(LiftingCause.ANSWERED, LATER, CONSENT), ASSIGNED
        };
        RequestEvent[] free =
                with(after, lifted(LiftingCause.PERSON_INFORMED, AFTER_DUE, RECORDING));
        RequestEvent[] twin = {answer, after[2], ASSIGNED};

        assertAnsweredLike(
                after(ready(RequestType.RESTRICTION, twin)),
                RequestType.RESTRICTION,
                after(ready(RequestType.RESTRICTION, after)));
        assertAnsweredLike(
                after(
                        ready(
                                RequestType.RESTRICTION,
                                with(
                                        twin,
                                        lifted(
                                                LiftingCause.PERSON_INFORMED,
                                                AFTER_DUE,
                                                RECORDING)))),
                RequestType.RESTRICTION,
                after(ready(RequestType.RESTRICTION, free)));
    }

    @Test
    void isRefusedWhenTheOtherOneIs() {
        var atOnce = refusal(RefusalGround.BASIS_MISMATCH, RequestType.ACCESS);
        var byParts =
                refusal(
                        RefusalGround.RIGHTS_OF_OTHERS,
                        null,
                        refused(RECORDING, RefusalGround.RIGHTS_OF_OTHERS),
                        nothing(CONSENT));

        assertAnsweredLike(
                after(opened(RequestType.PORTABILITY), atOnce),
                RequestType.PORTABILITY,
                after(opened(RequestType.PORTABILITY), ATTACHED, atOnce));
        assertAnsweredLike(
                after(ready(RequestType.ACCESS, byParts)),
                RequestType.ACCESS,
                after(ready(RequestType.ACCESS, ATTACHED, byParts)));
    }

    /** Of a wider answer, only what it asked for: that may be refused where the whole is not. */
    @Test
    void isAnsweredOnlyWhatItAskedFor() {
        var answer =
                answered(
                        true,
                        granted(CONSENT),
                        refused(RECORDING, RefusalGround.COMPELLING_GROUNDS));
        var only =
                refusal(
                        RefusalGround.COMPELLING_GROUNDS,
                        null,
                        refused(RECORDING, RefusalGround.COMPELLING_GROUNDS));
        Request twin =
                after(
                        objectionToRecordings(),
                        restricted(RequestType.OBJECTION, null, RECORDING),
                        done(RECORDING),
                        only,
                        lifted(LiftingCause.REFUSED, LATER, RECORDING));
        Request joined =
                joinedTo(
                        after(
                                objectionToRecordings(),
                                restricted(RequestType.OBJECTION, null, RECORDING)));

        assertThat(
                        UnjoinedRequest.of(
                                joined,
                                after(ready(RequestType.OBJECTION, ATTACHED, answer)),
                                LATER))
                .isEqualTo(twin);
    }

    /** Nobody has decided by its deadline, which is another one than that of the other. */
    @Test
    void anObjectionIsUpheldAtItsOwnDeadline() {
        RequestEvent[] taken = {
            objectionToRecordings(), restricted(RequestType.OBJECTION, null, RECORDING)
        };
        Request joined = joinedTo(after(taken));
        Request lapsed =
                after(
                        ready(
                                RequestType.OBJECTION,
                                ATTACHED, // after all that was done
                                upheld(false, LATER),
                                lifted(LiftingCause.OBJECTION_UPHELD, LATER, RECORDING)));

        assertThat(UnjoinedRequest.of(joined, lapsed, LATER)).isEqualTo(after(taken));
        assertThat(UnjoinedRequest.of(joined, lapsed, AFTER_DUE))
                .isEqualTo(
                        after(
                                with(
                                        taken,
                                        overdue(),
                                        upheld(false, AFTER_DUE),
                                        lifted(
                                                LiftingCause.OBJECTION_UPHELD,
                                                AFTER_DUE,
                                                RECORDING))));
    }

    /** The other one has another deadline, and may have a longer one. */
    @Test
    void isOverdueByItsOwnDeadline() {
        var extended =
                new DsrExtended(
                        REQUEST, RHONE, PERSON, ExtensionReason.COMPLEX, MARCH, MARCH, null, null);
        var late =
                new DsrAnswered(
                        REQUEST,
                        RHONE,
                        PERSON,
                        false,
                        Arrays.asList(ALL_GRANTED),
                        LATER,
                        AFTER_DUE);
        Request twin = after(ready(RequestType.ACCESS, overdue(), late));

        assertThat(
                        UnjoinedRequest.of(
                                joinedTo(after(opened(RequestType.ACCESS))),
                                after(opened(RequestType.ACCESS), ATTACHED, extended),
                                AFTER_DUE))
                .isEqualTo(after(opened(RequestType.ACCESS), overdue()));
        assertAnsweredLike(
                twin,
                RequestType.ACCESS,
                after(ready(RequestType.ACCESS, ATTACHED, extended, late)));
        assertThat(((Ended) twin).progress().recordedLate()).hasSize(1);
    }

    @Test
    void showsWhatWasPutRight() {
        var answer = answered(true, grantedItem(), refused(CONSENT, RefusalGround.DATA_ACCURATE));
        var lifting = lifted(LiftingCause.ANSWERED, LATER, CONSENT, RECORDING);

        assertAnsweredLike(
                after(ready(RequestType.RECTIFICATION, rectified(), answer, lifting)),
                RequestType.RECTIFICATION,
                after(ready(RequestType.RECTIFICATION, ATTACHED, rectified(), answer, lifting)));
        Request seen =
                UnjoinedRequest.of(
                        joinedTo(after(taken(RequestType.RECTIFICATION))),
                        after(
                                ready(
                                        RequestType.RECTIFICATION,
                                        ATTACHED,
                                        rectified(),
                                        answer,
                                        rectified(OTHER))),
                        LATER);
        assertThat(seen)
                .isInstanceOfSatisfying(
                        Ended.class, ended -> assertThat(ended.isContradicted()).isTrue());
    }

    /** Of an objection to recordings, what was put right elsewhere is not its business. */
    @Test
    void showsNothingThatWasPutRightElsewhere() {
        Request joined =
                joinedTo(
                        after(
                                objectionToRecordings(),
                                restricted(RequestType.OBJECTION, null, RECORDING)));
        var elsewhere =
                new RequestEvent.RectificationNoted(REQUEST, RHONE, PERSON, CONSENT, OTHER, LATER);

        assertThat(
                        UnjoinedRequest.of(
                                joined,
                                after(
                                        ready(
                                                RequestType.OBJECTION,
                                                ATTACHED,
                                                elsewhere,
                                                answered(false, ALL_GRANTED))),
                                LATER))
                .isInstanceOfSatisfying(
                        Ended.class,
                        ended -> assertThat(ended.progress().tasks().rectified()).isEmpty());
    }

    /** Whichever of the two the desk closed, and never before there is an answer. */
    @Test
    void isClosedOnceItIsAnswered() {
        var refusal = refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null);
        Request joined = joinedTo(after(opened(RequestType.ACCESS)));
        Request answering = after(opened(RequestType.ACCESS), ATTACHED, refusal);
        Request twin = after(opened(RequestType.ACCESS), refusal, CLOSED);

        assertThat(UnjoinedRequest.of(closed(joined), answering, LATER)).isEqualTo(twin);
        assertThat(UnjoinedRequest.of(joined, closed(answering), LATER)).isEqualTo(twin);
    }

    @Test
    void isAnsweredWithNothingThatIsNoneOrWasTakenBack() {
        Request joined = joinedTo(after(opened(RequestType.ACCESS)));
        Request gone = after(opened(RequestType.ACCESS), withdrawn(false));

        assertThatThrownBy(() -> UnjoinedRequest.of(joined, new Request.Unopened(), LATER))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> UnjoinedRequest.of(joined, gone, LATER))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void assertAnsweredLike(Request twin, RequestType type, Request answering) {
        assertThat(UnjoinedRequest.of(joinedTo(after(taken(type))), answering, DUE))
                .isEqualTo(twin);
    }

    private static RequestEvent[] taken(RequestType type) {
        return type.restricts()
                ? new RequestEvent[] {opened(type), restricted(type, null, CONSENT, RECORDING)}
                : new RequestEvent[] {opened(type)};
    }

    /** The request, joined by the rules. */
    private static Request joinedTo(Request alone) {
        var decider = new RequestDecider();
        Request state = alone;
        for (RequestEvent event : decider.decide(new JoinRequest(OTHER, LATER), alone)) {
            state = decider.evolve(state, event);
        }
        assertThat(Request.answeredWith(state)).isEqualTo(joined().into());
        return state;
    }

    private static Request closed(Request request) {
        return new RequestDecider().evolve(request, CLOSED);
    }

    private static RequestEvent[] with(RequestEvent[] events, RequestEvent... more) {
        List<RequestEvent> all = new ArrayList<>(Arrays.asList(events));
        all.addAll(Arrays.asList(more));
        return all.toArray(RequestEvent[]::new);
    }

    private static Request after(RequestEvent... events) {
        return new RequestDecider().replay(Arrays.asList(events));
    }
}
