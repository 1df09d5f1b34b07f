// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.shredding.Personal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one request. Published as they are; every one names the request, the controller
 * and the person's pseudonym.
 */
public sealed interface RequestEvent {

    UUID request();

    String controller();

    String subject();

    /**
     * The request is at the desk, and its clock runs.
     *
     * @param about the recording or the call that it is about; absent when it names none
     * @param consent the one that the person contests; absent unless they named one
     * @param earlier how many such requests were received within the twelve months before
     * @param country whose calendar counts
     * @param dueAt it is to be answered before that moment
     * @param tasks services that contribute to the answer
     * @param recordedAt when it was recorded, if it was received at another moment; absent in
     *     events of before this was recorded, too
     * @param contested what is said to be wrong; absent unless that was stated
     * @param correction what is wrong and what would be right, in words, sealed under a key of the
     *     request; absent unless the desk was told
     */
    record RequestOpened(
            UUID request,
            String controller,
            String subject,
            RequestType type,
            Intake intake,
            @Nullable AskedAbout about,
            @Nullable UUID consent,
            int earlier,
            String country,
            ZoneId zone,
            Instant dueAt,
            List<OwnerService> tasks,
            @Nullable Instant recordedAt,
            @Nullable Contested contested,
            @Nullable Personal<String> correction)
            implements RequestEvent {
        public RequestOpened {
            tasks = List.copyOf(tasks);
        }
    }

    /** An open request asks for the same; its answer is that of this one too. */
    record RequestJoined(UUID request, String controller, String subject, UUID into)
            implements RequestEvent {}

    /**
     * Another request asks for the same; the answer to this one is its answer, too.
     *
     * @param attached the other request
     * @param receivedAt when that one was received; absent in events of before this was recorded
     */
    record RequestAttached(
            UUID request,
            String controller,
            String subject,
            UUID attached,
            @Nullable Instant receivedAt)
            implements RequestEvent {}

    /**
     * The person was asked to prove who they are.
     *
     * @param prompt whether this was without undue delay: then the answer counts from the proof
     * @param recordedAt when it was recorded, if the desk states another moment for the act
     */
    record IdentityProofRequested(
            UUID request,
            String controller,
            String subject,
            Instant requestedAt,
            boolean prompt,
            @Nullable Instant recordedAt)
            implements RequestEvent {}

    /**
     * The proof arrived.
     *
     * @param strictDueAt when the answer is due, counted from receipt of the request
     * @param dueAt when it is due, counted from the proof where that was asked for promptly
     * @param recordedAt when it was recorded, if the desk states another moment for the act
     */
    record IdentityProofReceived(
            UUID request,
            String controller,
            String subject,
            Instant receivedAt,
            Instant strictDueAt,
            Instant dueAt,
            @Nullable Instant recordedAt)
            implements RequestEvent {}

    /**
     * The person was told that the answer takes up to three months.
     *
     * @param informedAt when they were; absent in events of before this was recorded
     * @param recordedAt when it was recorded, if the desk states another moment for the act
     */
    record DsrExtended(
            UUID request,
            String controller,
            String subject,
            ExtensionReason reason,
            Instant strictDueAt,
            Instant dueAt,
            @Nullable Instant informedAt,
            @Nullable Instant recordedAt)
            implements RequestEvent {}

    /** Somebody takes care of it. */
    record RequestAssigned(UUID request, String controller, String subject, String assignee)
            implements RequestEvent {}

    /** The desk found out what exactly is contested; what was stated before counts no more. */
    record ContestedNamed(
            UUID request, String controller, String subject, Contested contested, Instant namedAt)
            implements RequestEvent {}

    /** Somebody read what the person says is wrong. */
    record CorrectionRead(UUID request, String controller, String subject, Instant readAt)
            implements RequestEvent {}

    /**
     * A note of the desk; its text is sealed under a key of the request.
     *
     * @param notedBy id of the actor who noted it; absent in events of before this was recorded
     */
    record RequestNoted(
            UUID request,
            String controller,
            String subject,
            UUID note,
            Personal<String> text,
            Instant notedAt,
            @Nullable String notedBy)
            implements RequestEvent {}

    /** The part of one service is done. */
    record RequestTaskCompleted(
            UUID request,
            String controller,
            String subject,
            OwnerService service,
            TaskResult result,
            Instant completedAt)
            implements RequestEvent {}

    /**
     * The owner of data put something right under the request (GDPR art. 16).
     *
     * @param item id of a document of recording-service, or of a consent
     */
    record RectificationNoted(
            UUID request,
            String controller,
            String subject,
            OwnerService service,
            UUID item,
            Instant rectifiedAt)
            implements RequestEvent {}

    /**
     * The controller decided that the person is erased (GDPR art. 17): from now on the request can
     * be neither refused nor taken back. The erasure itself has a stream of its own, and begins
     * next.
     *
     * @param ground why the data have to go
     */
    record ErasureDecided(
            UUID request,
            String controller,
            String subject,
            ErasureGround ground,
            Instant decidedAt)
            implements RequestEvent {}

    /**
     * The person was answered.
     *
     * @param partial whether a part was refused
     * @param recordedAt when it was recorded, if the desk states another moment for the act
     */
    record DsrAnswered(
            UUID request,
            String controller,
            String subject,
            boolean partial,
            List<AnswerPart> parts,
            Instant answeredAt,
            @Nullable Instant recordedAt)
            implements RequestEvent {
        public DsrAnswered {
            parts = List.copyOf(parts);
        }
    }

    /**
     * The person was refused.
     *
     * @param ground why; absent when the grounds of the parts differ
     * @param parts what became of each part; empty when all was refused at once
     * @param offered what they may have instead
     * @param recordedAt when it was recorded, if the desk states another moment for the act
     */
    record DsrRefused(
            UUID request,
            String controller,
            String subject,
            @Nullable RefusalGround ground,
            List<AnswerPart> parts,
            @Nullable RequestType offered,
            Instant refusedAt,
            @Nullable Instant recordedAt)
            implements RequestEvent {
        public DsrRefused {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Whoever passed the request on took it back, before anybody had begun to work on it.
     *
     * @param withdrawnBy the organisation that did
     * @param continues whether the desk works on it all the same, since others that ask for the
     *     same are answered with it
     */
    record DsrWithdrawn(
            UUID request,
            String controller,
            String subject,
            WithdrawalReason reason,
            String withdrawnBy,
            boolean continues,
            Instant withdrawnAt)
            implements RequestEvent {}

    /**
     * What the request is about is only stored from now on (GDPR art. 18).
     *
     * @param type what the person asks for
     * @param about the recording or the call; absent for everything of the person at that
     *     controller
     * @param services that restrict it
     * @param contested what is said to be wrong; absent unless that was stated
     */
    record ProcessingRestricted(
            UUID request,
            String controller,
            String subject,
            RequestType type,
            @Nullable AskedAbout about,
            List<OwnerService> services,
            Instant restrictedAt,
            @Nullable Contested contested)
            implements RequestEvent {
        public ProcessingRestricted {
            services = List.copyOf(services);
        }
    }

    /**
     * This request no longer restricts it; another one may.
     *
     * @param services that lift the restriction
     * @param informedAt when the person was told, before it was lifted (GDPR art. 18(3)); absent
     *     when the answer told them, or they lose nothing
     */
    record ProcessingRestrictionLifted(
            UUID request,
            String controller,
            String subject,
            List<OwnerService> services,
            LiftingCause cause,
            @Nullable Instant informedAt,
            Instant liftedAt)
            implements RequestEvent {
        public ProcessingRestrictionLifted {
            services = List.copyOf(services);
        }
    }

    /**
     * The recordings objected to are to be destroyed, as far as the right reaches (GDPR art. 21(1),
     * 17(1)(c)).
     *
     * @param about as in the restriction
     * @param kept recordings for which the objection was refused
     * @param decided whether somebody decided so; otherwise nobody had by the deadline
     * @param statedAt when the person objected
     */
    record ObjectionUpheld(
            UUID request,
            String controller,
            String subject,
            @Nullable AskedAbout about,
            List<UUID> kept,
            boolean decided,
            Instant statedAt,
            Instant upheldAt)
            implements RequestEvent {
        public ObjectionUpheld {
            kept = List.copyOf(kept);
        }
    }

    /**
     * A letter was sent to the person.
     *
     * @param language of the letter, such as {@code fr}
     * @param digest SHA-256 of its text in UTF-8, in 64 hexadecimal digits: what it said follows
     *     from the facts, and can be compared
     * @param sentBy id of the actor who sent it
     */
    record LetterSent(
            UUID request,
            String controller,
            String subject,
            LetterKind kind,
            String language,
            String digest,
            String sentBy,
            Instant sentAt)
            implements RequestEvent {}

    /** What happened about those who received the data (GDPR art. 19). */
    sealed interface AboutRecipient extends RequestEvent {

        /**
         * It is known who received the data.
         *
         * @param recipients those that had not been named before; nobody, if there are none
         */
        record RecipientsNamed(
                UUID request,
                String controller,
                String subject,
                List<NamedRecipient> recipients,
                Instant namedAt)
                implements AboutRecipient {
            public RecipientsNamed {
                recipients = List.copyOf(recipients);
            }
        }

        /**
         * A recipient was told what became of the data.
         *
         * @param acknowledgeBy before when it is expected to say that it has followed
         */
        record RecipientNotified(
                UUID request,
                String controller,
                String subject,
                String recipient,
                Instant notifiedAt,
                Instant acknowledgeBy)
                implements AboutRecipient {}

        /** A recipient said that it has followed. */
        record RecipientAcknowledged(
                UUID request,
                String controller,
                String subject,
                String recipient,
                Instant acknowledgedAt)
                implements AboutRecipient {}

        /** A recipient is not told. */
        record RecipientExcused(
                UUID request,
                String controller,
                String subject,
                String recipient,
                RecipientExcuse reason,
                Instant excusedAt)
                implements AboutRecipient {}
    }

    /** The deadline passed without an answer. */
    record RequestOverdue(UUID request, String controller, String subject, Instant dueAt)
            implements RequestEvent {}

    /** Nothing more is to be done. */
    record DsrClosed(UUID request, String controller, String subject, Instant closedAt)
            implements RequestEvent {}
}
