// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving.domain;

import io.temoin.consent.notice.domain.NoticeChannel;
import io.temoin.consent.serving.domain.AnnouncedCall.Announced;
import io.temoin.consent.serving.domain.ReportServing.Outcome;
import io.temoin.consent.serving.domain.ServingEvent.NoticeFailed;
import io.temoin.consent.serving.domain.ServingEvent.NoticeServed;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Was the announcement of a call heard? A report opens the way to a recording, so what cannot be
 * true is refused: another text than the decision named, a moment outside the call, a yes before
 * the question.
 *
 * <p>An announcement may fail and be played again, and a person may answer later than it was
 * played: each is a report of its own, of its own moment or with the answer that was missing. What
 * was reported of a moment is not unsaid.
 */
public final class ServingDecider implements Decider<ReportServing, Servings, ServingEvent> {

    /** How far the clocks of who reports may be off. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /** The receipt of the call ends then, and with it the time to bring a recording. */
    public static final Duration LONGEST_CALL = Duration.ofHours(24);

    @Override
    public Servings initialState() {
        return Servings.NONE;
    }

    @Override
    public List<ServingEvent> decide(ReportServing report, Servings known) {
        AnnouncedCall call = callOf(report);
        Announced announced = announced(report, call);
        mustHaveHappened(report, call);
        ServingEvent now = event(report, call, announced);
        ServingEvent before = known.at(report.servedAt());
        if (before == null) {
            return List.of(now);
        }
        return after(before, now);
    }

    @Override
    public Servings evolve(Servings state, ServingEvent event) {
        return state.with(event);
    }

    private static AnnouncedCall callOf(ReportServing report) {
        if (!report.by().actsFor(report.controller())) {
            throw Rejected.at(
                    "/controller",
                    ServingProblem.CONTROLLER_NOT_AUTHORISED,
                    "Your organisation may not act for this controller.");
        }
        AnnouncedCall call = report.call();
        // Only who asked for the decision can say what was played; others do not learn of it.
        if (call == null || !report.by().organisation().equals(call.processor())) {
            throw Rejected.at(
                    "/decision",
                    ServingProblem.DECISION_UNKNOWN,
                    "There is no such decision for this contact.");
        }
        return call;
    }

    private static Announced announced(ReportServing report, AnnouncedCall call) {
        Announced announced = call.announced();
        if (announced == null) {
            throw Rejected.at(
                    "/decision",
                    ServingProblem.NOTHING_TO_ANNOUNCE,
                    "This decision names no announcement, so it does not permit any recording.");
        }
        if (!announced.notice().equals(report.notice())) {
            throw Rejected.at(
                    "/notice",
                    ServingProblem.NOTICE_NOT_DECIDED,
                    "The decision names a different announcement.");
        }
        if (!announced.language().equalsIgnoreCase(report.language())) { // BCP 47, 2.1.1
            throw Rejected.at(
                    "/language",
                    ServingProblem.NOTICE_LANGUAGE_OTHER,
                    "The text of this announcement is in a different language.");
        }
        if (report.channel() != NoticeChannel.VOICE) {
            throw Rejected.at(
                    "/channel",
                    ServingProblem.NOTICE_CHANNEL_UNFIT,
                    "An announcement must be played during the call; a text that was sent may not have"
                            + " been read.");
        }
        return announced;
    }

    private static void mustHaveHappened(ReportServing report, AnnouncedCall call) {
        Instant servedAt = report.servedAt();
        mustNotBeInTheFuture("/servedAt", servedAt, report.now());
        if (servedAt.isBefore(call.decidedAt().minus(CLOCK_SKEW))
                || servedAt.isAfter(call.decidedAt().plus(LONGEST_CALL))) {
            throw Rejected.at(
                    "/servedAt",
                    ServingProblem.SERVED_OUTSIDE_CALL,
                    "No call based on this decision can have been in progress at that time.");
        }
        PersonsAnswer answer = report.answer();
        if (answer == null) {
            return;
        }
        if (report.outcome() == Outcome.FAILED) {
            throw contradictory(
                    "/answer", "An announcement that was not played cannot have an answer.");
        }
        mustNotBeInTheFuture("/answer/at", answer.at(), report.now());
        if (answer.at().isBefore(servedAt)) {
            throw contradictory("/answer/at", "The answer must not precede the announcement.");
        }
        if (answer.at().isAfter(call.decidedAt().plus(LONGEST_CALL))) {
            throw contradictory(
                    "/answer/at", "The answer is later than the longest possible call.");
        }
    }

    private static void mustNotBeInTheFuture(String field, Instant stated, Instant now) {
        if (stated.isAfter(now.plus(CLOCK_SKEW))) {
            throw Rejected.at(
                    field,
                    ServingProblem.STATED_IN_THE_FUTURE,
                    "The reported time must not be in the future.");
        }
    }

    /** What was not said before is added; the same again is what it was. */
    private static List<ServingEvent> after(ServingEvent before, ServingEvent now) {
        if (before instanceof NoticeServed first && now instanceof NoticeServed second) {
            if (second.answer() == null || second.answer().equals(first.answer())) {
                return List.of();
            }
            if (first.answer() == null) {
                return List.of(second);
            }
        } else if (before instanceof NoticeFailed && now instanceof NoticeFailed) {
            return List.of();
        }
        throw Rejected.at(
                "/servedAt",
                ServingProblem.SERVING_CONTRADICTORY,
                "An earlier report contradicts this one for the same time; report a repeated"
                        + " announcement with its own time.");
    }

    private static ServingEvent event(
            ReportServing report, AnnouncedCall call, Announced announced) {
        return switch (report.outcome()) {
            case SERVED ->
                    new NoticeServed(
                            report.serving(),
                            call.decision(),
                            call.controller(),
                            call.processor(),
                            call.subject(),
                            announced.notice(),
                            announced.textHash(),
                            announced.language(),
                            report.channel(),
                            report.servedAt(),
                            report.answer(),
                            report.now());
            case FAILED ->
                    new NoticeFailed(
                            report.serving(),
                            call.decision(),
                            call.controller(),
                            call.processor(),
                            call.subject(),
                            announced.notice(),
                            announced.language(),
                            report.channel(),
                            report.servedAt(),
                            report.now());
        };
    }

    private static Rejected contradictory(String field, String sentence) {
        return Rejected.at(field, ServingProblem.ANSWER_CONTRADICTORY, sentence);
    }
}
