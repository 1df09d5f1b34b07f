// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.legalclock.AnswerClock;
import io.temoin.legalclock.Deadline;
import io.temoin.legalclock.LegalCalendar;
import io.temoin.legalclock.LegalClock;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.DsrWithdrawn;
import io.temoin.retention.rights.domain.RequestEvent.ErasureDecided;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofReceived;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofRequested;
import io.temoin.retention.rights.domain.RequestEvent.RequestNoted;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State of one request. */
public sealed interface Request {

    /** Nobody asked. */
    record Unopened() implements Request {}

    /** To be answered. */
    record Open(RequestOpened opened, Progress progress) implements Request {}

    /** Answered, refused, withdrawn, or joined to another one; perhaps closed. */
    record Ended(RequestOpened opened, Progress progress, Ending ending, boolean closed)
            implements Request {

        /** Whether something was put right that the person was not told to be. */
        public boolean isContradicted() {
            return switch (ending) {
                case Ending.Answered(var answer) -> !grantsWhatWasRectified(answer.parts());
                case Ending.Refused _ -> !progress.tasks().rectified().isEmpty();
                case Ending.Withdrawn _, Ending.Joined _ -> false;
            };
        }

        private boolean grantsWhatWasRectified(List<AnswerPart> parts) {
            return progress.tasks().rectified().stream()
                    .map(it -> new AnswerPart(it.service(), it.item(), Outcome.GRANTED, null))
                    .allMatch(parts::contains);
        }
    }

    /** How a request ended. */
    sealed interface Ending {
        /** Answered, at least in part. */
        record Answered(DsrAnswered answer) implements Ending {}

        /** Refused altogether. */
        record Refused(DsrRefused refusal) implements Ending {}

        /** Whoever passed it on took it back. */
        record Withdrawn(DsrWithdrawn withdrawal) implements Ending {}

        /** The answer is that of another request. */
        record Joined(UUID into) implements Ending {}
    }

    /**
     * What happened meanwhile.
     *
     * @param tasks what the services did
     * @param overdue the deadline that passed, if one was said to have
     * @param others requests that are answered with this one
     * @param restriction what it restricts
     * @param correspondence what the person was written
     * @param withdrawn that whoever passed it on took it back, though it goes on for others
     * @param erasure the decision to erase the person, if there is one; absent as well for those
     *     that were decided before requests recorded it
     * @param recordedLate what is dated in time, and was recorded after the deadline
     * @param contested what is said to be wrong, as far as that is known
     */
    record Progress(
            Proof proof,
            boolean extended,
            Deadline deadline,
            @Nullable String assignee,
            Tasks tasks,
            List<RequestNoted> notes,
            @Nullable Instant overdue,
            List<Attached> others,
            Restriction restriction,
            Correspondence correspondence,
            @Nullable DsrWithdrawn withdrawn,
            @Nullable ErasureDecided erasure,
            List<LateRecord> recordedLate,
            @Nullable Contested contested) {

        public Progress {
            notes = List.copyOf(notes);
            others = List.copyOf(others);
            recordedLate = List.copyOf(recordedLate);
        }

        static Progress of(RequestOpened opened) {
            return new Progress(
                    Proof.NONE,
                    false,
                    Deadline.at(opened.dueAt()),
                    null,
                    Tasks.NONE,
                    List.of(),
                    null,
                    List.of(),
                    Restriction.NONE,
                    Correspondence.NONE,
                    null,
                    null,
                    List.of(),
                    opened.contested());
        }

        /** The result of each service that is done. */
        public Map<OwnerService, TaskResult> completed() {
            return tasks.completed();
        }

        /** The requests that are answered with this one. */
        public List<UUID> attached() {
            return others.stream().map(Attached::request).toList();
        }

        /** How much of the work has been begun: 0 while nobody has. */
        public int begun() {
            return (assignee == null ? 0 : 1)
                    + (extended ? 1 : 0)
                    + (proof.asked() == null ? 0 : 1)
                    + (erasure == null ? 0 : 1)
                    + completed().size()
                    + tasks.rectified().size();
        }

        /** Whether more has been begun since that other request was attached. */
        public boolean isBegunSinceAttached(UUID other) {
            return others.stream()
                    .anyMatch(it -> it.request().equals(other) && begun() > it.begun());
        }

        /** Whether the deadline that holds was said to have passed. */
        public boolean isSaidOverdue() {
            return deadline.effective().equals(overdue);
        }

        /** The services that are not done yet. */
        public List<OwnerService> openTasks(RequestOpened opened) {
            return opened.tasks().stream()
                    .filter(service -> !completed().containsKey(service))
                    .toList();
        }
    }

    /**
     * A request that is answered with this one.
     *
     * @param receivedAt when it was received; {@code null} if that was not recorded
     * @param begun how much of this one had been begun when it was attached
     * @param completed the services that were done by then
     */
    record Attached(
            UUID request, @Nullable Instant receivedAt, int begun, Set<OwnerService> completed) {

        public Attached {
            completed = Set.copyOf(completed);
        }
    }

    /**
     * The proof of identity.
     *
     * @param prompt whether it was asked for without undue delay: then the answer counts from it
     * @param askedRecorded when it was recorded that it was asked for
     * @param receivedRecorded when it was recorded that it arrived
     */
    record Proof(
            @Nullable Instant asked,
            boolean prompt,
            @Nullable Instant received,
            @Nullable Instant askedRecorded,
            @Nullable Instant receivedRecorded) {

        static final Proof NONE = new Proof(null, false, null, null, null);

        Proof with(IdentityProofRequested event) {
            return new Proof(
                    event.requestedAt(),
                    event.prompt(),
                    received,
                    ActDates.at(event.recordedAt(), event.requestedAt()),
                    receivedRecorded);
        }

        Proof with(IdentityProofReceived event) {
            return new Proof(
                    asked,
                    prompt,
                    event.receivedAt(),
                    askedRecorded,
                    ActDates.at(event.recordedAt(), event.receivedAt()));
        }

        /** When it was asked for, as far as the deadline depends on that. */
        @Nullable Instant counted() {
            return prompt ? asked : null;
        }

        /** Whether it was asked for and is not there yet. */
        public boolean isAwaited() {
            return asked != null && received == null;
        }
    }

    /** The request whose answer is that of this one; {@code null} if that is its own. */
    static @Nullable UUID answeredWith(Request request) {
        return request instanceof Ended(_, _, Ending.Joined(UUID into), _) ? into : null;
    }

    /**
     * Until when what was asked for is not destroyed, unless it is answered sooner: the last day on
     * which the law lets the answer come, or would if the request had been received when it was
     * recorded. Absent for a request that freezes nothing.
     */
    static @Nullable Instant frozenUntil(Open request) {
        var opened = request.opened();
        if (!opened.type().freezes()) {
            return null;
        }
        var proof = request.progress().proof();
        Instant received = opened.intake().receivedAt();
        boolean extendable = opened.type().isExtendable();
        Deadline last =
                clockOf(opened)
                        .deadline(
                                new AnswerClock.Facts(
                                        received, proof.counted(), proof.received(), extendable));
        return EffectClock.end(
                last, ActDates.at(opened.recordedAt(), received), request, extendable);
    }

    /**
     * When an objection to recordings is upheld if nobody decides on it; {@code null} if none is
     * waiting for a decision.
     */
    static @Nullable Instant lapsesAt(Request request) {
        return request instanceof Open open ? EffectsOnReceipt.lapsesAt(open) : null;
    }

    /** By which calendar a request counts. */
    static AnswerClock clockOf(RequestOpened opened) {
        return new AnswerClock(
                new LegalClock(LegalCalendar.of(opened.country(), opened.zone())),
                AnswerClock.A_WEEK);
    }
}
