// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.legalclock.AnswerClock.Facts;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.AcknowledgeRecipient;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.ExcuseRecipient;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.NameRecipients;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.NotifyRecipient;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientAcknowledged;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientExcused;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientNotified;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientsNamed;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is told of what a request changed (GDPR art. 19); the part of the decider that says so. */
final class RecipientRules {

    private RecipientRules() {}

    /** Of a request that nobody has decided on yet. */
    static List<RequestEvent> decide(
            RecipientCommand command, RequestOpened opened, Progress progress) {
        Instant done = doneAt(command, opened, progress);
        Instant undone =
                opened.type() == RequestType.ERASURE ? Instant.MAX : opened.intake().receivedAt();
        return decide(command, opened, progress, done == null ? undone : done);
    }

    /** Of a request that was answered, or refused. */
    static List<RequestEvent> decide(RecipientCommand command, Ended state) {
        var opened = state.opened();
        Instant first = opened.intake().receivedAt();
        Instant done = changes(state) ? doneAt(command, opened, state.progress()) : null;
        if (done != null) {
            first = done;
        } else if (state.ending() instanceof Ending.Answered(var answer) && grants(answer)) {
            first = answer.answeredAt();
        }
        return decide(command, opened, state.progress(), first);
    }

    /**
     * When that was done which recipients are told of, if that does not wait for the answer: a
     * restriction is effective on receipt, what is rectified is so before the answer (art. 16, 18).
     */
    static @Nullable Instant doneAt(RequestOpened opened, Progress progress) {
        return switch (opened.type()) {
            case RESTRICTION -> progress.restriction().since();
            case RECTIFICATION -> progress.tasks().rectifiedAt();
            default -> null;
        };
    }

    /** The same, and when the erasure began. */
    private static @Nullable Instant doneAt(
            RecipientCommand command, RequestOpened opened, Progress progress) {
        return opened.type() == RequestType.ERASURE && command instanceof NotifyRecipient it
                ? it.erasedFrom()
                : doneAt(opened, progress);
    }

    /**
     * What follows.
     *
     * @param first before which nobody can have been told of it
     */
    private static List<RequestEvent> decide(
            RecipientCommand command, RequestOpened opened, Progress progress, Instant first) {
        var recipients = progress.correspondence().recipients();
        return switch (command) {
            case NameRecipients it -> name(it, opened, recipients);
            case NotifyRecipient it ->
                    tell(it, opened, told(it.recipient(), opened, recipients), first);
            case AcknowledgeRecipient it ->
                    acknowledge(it, opened, told(it.recipient(), opened, recipients));
            case ExcuseRecipient it -> excuse(it, opened, excusable(it, opened, recipients));
        };
    }

    private static List<RequestEvent> name(
            NameRecipients command, RequestOpened opened, Recipients recipients) {
        requireConcerned(opened.type().namesRecipients());
        var more =
                command.recipients().stream()
                        .filter(it -> recipients.find(it.recipient()) == null)
                        .toList();
        return recipients.named() && more.isEmpty()
                ? List.of()
                : List.of(
                        new RecipientsNamed(
                                opened.request(),
                                opened.controller(),
                                opened.subject(),
                                more,
                                command.now()));
    }

    private static void requireConcerned(boolean concerned) {
        if (!concerned) {
            throw new Rejected(
                    RightsProblem.RECIPIENTS_NOT_CONCERNED,
                    "Such a request changes nothing that recipients are told of.");
        }
    }

    /** The recipient, if it is one that is told. */
    private static Recipient told(String recipient, RequestOpened opened, Recipients recipients) {
        requireConcerned(opened.type().tellsRecipients());
        return found(recipient, recipients);
    }

    /**
     * The recipient, if it is one that may be excused. Who is only listed to the person may have
     * received nothing of them, too (art. 15(1)(c)): else they are told what is not so.
     */
    private static Recipient excusable(
            ExcuseRecipient command, RequestOpened opened, Recipients recipients) {
        requireConcerned(
                opened.type().tellsRecipients()
                        || (opened.type().namesRecipients()
                                && command.reason() == RecipientExcuse.NOT_DISCLOSED));
        return found(command.recipient(), recipients);
    }

    private static Recipient found(String recipient, Recipients recipients) {
        var found = recipients.find(recipient);
        if (found == null) {
            throw new Rejected(
                    RightsProblem.RECIPIENT_UNKNOWN, "No recipient of the request has this code.");
        }
        return found;
    }

    /** Whoever could not be told, and was after all, is. */
    private static List<RequestEvent> tell(
            NotifyRecipient command, RequestOpened opened, Recipient before, Instant first) {
        if (command.notifiedAt().isBefore(first)) {
            throw outOfOrder("/notifiedAt");
        }
        var notified = before.notified();
        if (notified != null) {
            if (notified.notifiedAt().equals(command.notifiedAt())) {
                return List.of();
            }
            throw settled();
        }
        return List.of(
                new RecipientNotified(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        command.recipient(),
                        command.notifiedAt(),
                        Request.clockOf(opened)
                                .deadline(new Facts(command.notifiedAt(), null, null, false))
                                .effective()));
    }

    private static List<RequestEvent> acknowledge(
            AcknowledgeRecipient command, RequestOpened opened, Recipient before) {
        var notified = before.notified();
        if (notified == null) {
            throw new Rejected(
                    RightsProblem.RECIPIENT_NOT_NOTIFIED, "The recipient has not been told yet.");
        }
        if (command.acknowledgedAt().isBefore(notified.notifiedAt())) {
            throw outOfOrder("/acknowledgedAt");
        }
        if (before.acknowledgedAt() != null) {
            if (before.acknowledgedAt().equals(command.acknowledgedAt())) {
                return List.of();
            }
            throw settled();
        }
        return List.of(
                new RecipientAcknowledged(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        command.recipient(),
                        command.acknowledgedAt()));
    }

    private static List<RequestEvent> excuse(
            ExcuseRecipient command, RequestOpened opened, Recipient before) {
        if (before.excuse() == command.reason()) {
            return List.of();
        }
        if (before.isSettled()) {
            throw settled();
        }
        if (command.reason() == RecipientExcuse.NOT_DISCLOSED
                && before.named().origin() == RecipientOrigin.DESK) {
            throw new Rejected(
                    RightsProblem.RECIPIENT_SETTLED,
                    "The desk itself stated that this recipient received data of the person.");
        }
        return List.of(
                new RecipientExcused(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        command.recipient(),
                        command.reason(),
                        command.now()));
    }

    private static Rejected outOfOrder(String pointer) {
        return Rejected.at(
                pointer,
                RightsProblem.RECIPIENT_OUT_OF_ORDER,
                "A recipient is told once the request is received, of what was granted once that was"
                        + " done or answered, and acknowledges after that.");
    }

    private static Rejected settled() {
        return new Rejected(
                RightsProblem.RECIPIENT_SETTLED,
                "Something else has already been recorded of this recipient.");
    }

    /** What was granted is not over before those who received the data know of it. */
    static void requireSettled(Ended state) {
        var recipients = state.progress().correspondence().recipients();
        if (state.opened().type().tellsRecipients() && changes(state) && !recipients.areSettled()) {
            throw new Rejected(
                    RightsProblem.RECIPIENTS_OPEN,
                    recipients.named()
                            ? "Recipients have neither been told nor excused."
                            : "State who received the data, or that nobody did.");
        }
    }

    /** Whether something was granted, or changed against what the person was told. */
    private static boolean changes(Ended state) {
        return state.isContradicted()
                || (state.ending() instanceof Ending.Answered(var answer) && grants(answer));
    }

    /** Whether anything was granted, so that there is something to tell. */
    static boolean grants(DsrAnswered answer) {
        return answer.parts().stream().anyMatch(part -> part.outcome() == Outcome.GRANTED);
    }
}
