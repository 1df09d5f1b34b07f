// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.shredding.Personal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of one request. */
public sealed interface RequestCommand {

    /** When the command is given. */
    Instant now();

    /**
     * A person asks for something.
     *
     * @param subject pseudonym of the person
     * @param about the recording or the call that it is about; absent when it names none
     * @param contested what is said to be wrong; absent unless that was stated
     * @param correction what is wrong and what would be right, in words
     * @param earlier how many such requests were received within the last twelve months
     * @param country whose calendar counts, ISO 3166-1
     * @param tasks services that contribute to the answer
     */
    record OpenRequest(
            UUID request,
            String controller,
            String subject,
            RequestType type,
            Intake intake,
            @Nullable AskedAbout about,
            @Nullable Contested contested,
            @Nullable Personal<String> correction,
            int earlier,
            String country,
            ZoneId zone,
            List<OwnerService> tasks,
            Instant now)
            implements RequestCommand {
        public OpenRequest {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Answer another request that asks for the same together with this one.
     *
     * @param tasks services that contribute to the answer to the other one
     * @param receivedAt when the other one was received
     */
    record AttachRequest(
            UUID other,
            Intake.Way way,
            List<OwnerService> tasks,
            @Nullable Instant receivedAt,
            Instant now)
            implements RequestCommand {
        public AttachRequest {
            tasks = List.copyOf(tasks);
        }
    }

    /** The answer to this request is that of another one, to which it is attached. */
    record JoinRequest(UUID into, Instant now) implements RequestCommand {}

    /**
     * The person is asked for a proof of identity, since there is reasonable doubt.
     *
     * @param requestedAt when they were; {@code null} if that is now
     */
    record RequestIdentityProof(@Nullable Instant requestedAt, Instant now)
            implements RequestCommand {

        /** Now. */
        public RequestIdentityProof(Instant now) {
            this(null, now);
        }
    }

    /** The proof arrived, and is sufficient. */
    record ReceiveIdentityProof(Instant receivedAt, Instant now) implements RequestCommand {}

    /**
     * The person was told that the answer takes up to three months, and why.
     *
     * @param informedAt when they were; {@code null} if that is now
     */
    record ExtendDeadline(ExtensionReason reason, @Nullable Instant informedAt, Instant now)
            implements RequestCommand {

        /** Now. */
        public ExtendDeadline(ExtensionReason reason, Instant now) {
            this(reason, null, now);
        }
    }

    /** Somebody takes care of the request. */
    record AssignRequest(String assignee, Instant now) implements RequestCommand {}

    /**
     * Add a note of the desk.
     *
     * @param notedBy id of the actor who notes it
     */
    record NoteOnRequest(UUID note, Personal<String> text, String notedBy, Instant now)
            implements RequestCommand {}

    /** The desk found out what exactly is contested. */
    record NameContested(Contested contested, Instant now) implements RequestCommand {}

    /** Somebody is about to read what the person says is wrong. */
    record ReadCorrection(Instant now) implements RequestCommand {}

    /** The part of one service is done. */
    record CompleteTask(OwnerService service, TaskResult result, Instant now)
            implements RequestCommand {}

    /**
     * The owner of data says that it put something right under the request.
     *
     * @param controller whose data it is, as the owner says
     * @param subject of whom it is, likewise
     */
    record NoteRectification(
            OwnerService service,
            UUID item,
            String controller,
            String subject,
            Instant rectifiedAt,
            Instant now)
            implements RequestCommand {}

    /**
     * The controller decides that the person is erased.
     *
     * @param ground why the data have to go
     * @param begun whether the erasure has begun: one of before the upgrade has no decision on
     *     record
     */
    record DecideErasure(ErasureGround ground, boolean begun, Instant now)
            implements RequestCommand {

        /** One that has not begun. */
        public DecideErasure(ErasureGround ground, Instant now) {
            this(ground, false, now);
        }
    }

    /**
     * The person was answered, item by item.
     *
     * @param answeredAt when the answer was sent; {@code null} if that is now
     * @param erasure of the person; {@code null} if it has not begun
     */
    record AnswerRequest(
            List<AnswerPart> parts,
            @Nullable Instant answeredAt,
            @Nullable BegunErasure erasure,
            Instant now)
            implements RequestCommand {
        public AnswerRequest {
            parts = List.copyOf(parts);
        }

        /** Now. */
        public AnswerRequest(List<AnswerPart> parts, Instant now) {
            this(parts, null, null, now);
        }

        /** The same, once it is known how far the erasure is. */
        public AnswerRequest after(@Nullable BegunErasure erasure) {
            return new AnswerRequest(parts, answeredAt, erasure, now);
        }

        /** Whether nothing is granted, and something refused: then the person is refused. */
        public boolean isRefusal() {
            return parts.stream().anyMatch(part -> part.outcome() == Outcome.REFUSED)
                    && parts.stream().noneMatch(part -> part.outcome() == Outcome.GRANTED);
        }
    }

    /**
     * The person was refused all of it; a person decided so.
     *
     * @param refusedAt when they were told; {@code null} if that is now
     */
    record RefuseRequest(RefusalGround ground, @Nullable Instant refusedAt, Instant now)
            implements RequestCommand {

        /** Now. */
        public RefuseRequest(RefusalGround ground, Instant now) {
            this(ground, null, now);
        }
    }

    /**
     * Take back a request that was passed on; it must not have been begun.
     *
     * @param by the organisation that passed it on
     * @param begun whether work on it was begun that the request itself does not show
     */
    record WithdrawRequest(String by, WithdrawalReason reason, boolean begun, Instant now)
            implements RequestCommand {}

    /**
     * Lift what the request still restricts, of which the person was told.
     *
     * @param informedAt when they were
     */
    record LiftRestriction(Instant informedAt, Instant now) implements RequestCommand {}

    /**
     * A letter was sent to the person.
     *
     * @param language of the letter, such as {@code fr}
     * @param digest SHA-256 of its text in UTF-8, in 64 hexadecimal digits
     * @param sentBy id of the actor who sent it
     * @param sentAt when it was sent
     */
    record RecordLetter(
            LetterKind kind,
            String language,
            String digest,
            String sentBy,
            Instant sentAt,
            Instant now)
            implements RequestCommand {}

    /** About those who received the data. */
    sealed interface RecipientCommand extends RequestCommand {

        /** Who received the data; nobody, if there are none. */
        record NameRecipients(List<NamedRecipient> recipients, Instant now)
                implements RecipientCommand {
            public NameRecipients {
                recipients = List.copyOf(recipients);
            }
        }

        /**
         * A recipient was told.
         *
         * @param erasedFrom when the erasure of the person began; {@code null} if it did not
         */
        record NotifyRecipient(
                String recipient, Instant notifiedAt, @Nullable Instant erasedFrom, Instant now)
                implements RecipientCommand {}

        /** A recipient says that it has done what it was told. */
        record AcknowledgeRecipient(String recipient, Instant acknowledgedAt, Instant now)
                implements RecipientCommand {}

        /** A recipient is not told. */
        record ExcuseRecipient(String recipient, RecipientExcuse reason, Instant now)
                implements RecipientCommand {}
    }

    /**
     * Something is done by those who took the request in, and must not learn that it was joined.
     *
     * @param command what they do
     * @param answering the request whose answer is that of this one; the request itself, unless it
     *     was joined
     */
    record ActUnjoined(RequestCommand command, Request answering) implements RequestCommand {

        @Override
        public Instant now() {
            return command.now();
        }
    }

    /** Nothing more is to be done. */
    record CloseRequest(Instant now) implements RequestCommand {}

    /** If the deadline has passed, say so. */
    record CheckDeadline(Instant now) implements RequestCommand {}
}
