// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestCommand.NameContested;
import io.temoin.retention.rights.domain.RequestCommand.NoteRectification;
import io.temoin.retention.rights.domain.RequestCommand.ReadCorrection;
import io.temoin.retention.rights.domain.RequestEvent.ContestedNamed;
import io.temoin.retention.rights.domain.RequestEvent.CorrectionRead;
import io.temoin.retention.rights.domain.RequestEvent.RectificationNoted;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestEvent.RequestTaskCompleted;
import io.temoin.shredding.Personal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A person is told that their data was put right once its owner did so, and neither sooner nor
 * otherwise (GDPR art. 16).
 */
final class RectificationRules {

    /** Services that put data right and say under which request. */
    private static final Set<OwnerService> OWNERS =
            EnumSet.of(OwnerService.CONSENT, OwnerService.RECORDING);

    private RectificationRules() {}

    /** What exactly is contested, which the desk may find out only later. */
    static List<RequestEvent> name(NameContested command, Open state) {
        var opened = state.opened();
        if (opened.type() != RequestType.RECTIFICATION) {
            throw new Rejected(
                    RightsProblem.REQUEST_NOT_FOR_RECTIFICATION,
                    "The request does not ask for anything to be put right.");
        }
        return command.contested().equals(state.progress().contested())
                ? List.of()
                : List.of(
                        new ContestedNamed(
                                opened.request(),
                                opened.controller(),
                                opened.subject(),
                                command.contested(),
                                command.now()));
    }

    /** On record before anybody reads it; there must be something to read. */
    static List<RequestEvent> read(ReadCorrection command, RequestOpened opened) {
        if (!(opened.correction() instanceof Personal.Plaintext<String>)) {
            throw new Rejected(
                    RightsProblem.CORRECTION_UNKNOWN,
                    "Nothing was said with this request, or it has been destroyed.");
        }
        return List.of(
                new CorrectionRead(
                        opened.request(), opened.controller(), opened.subject(), command.now()));
    }

    /** The task of the owner is done with it, whatever was said of it before. */
    static List<RequestEvent> note(NoteRectification command, Open state) {
        var opened = state.opened();
        var tasks = state.progress().tasks();
        var item = new RectifiedItem(command.service(), command.item());
        if (!isNew(command, opened, tasks)) {
            return List.of();
        }
        List<RequestEvent> events = new ArrayList<>();
        events.add(noted(command, opened));
        if (opened.tasks().contains(item.service())
                && tasks.completed().get(item.service()) != TaskResult.DONE) {
            events.add(
                    new RequestTaskCompleted(
                            opened.request(),
                            opened.controller(),
                            opened.subject(),
                            item.service(),
                            TaskResult.DONE,
                            command.now()));
        }
        return events;
    }

    /** It was done, whatever the person was told meanwhile. */
    static List<RequestEvent> note(NoteRectification command, Ended state) {
        return isNew(command, state.opened(), state.progress().tasks())
                ? List.of(noted(command, state.opened()))
                : List.of();
    }

    private static boolean isNew(NoteRectification command, RequestOpened opened, Tasks tasks) {
        return opened.type() == RequestType.RECTIFICATION
                && opened.controller().equals(command.controller())
                && opened.subject().equals(command.subject())
                && !tasks.rectified()
                        .contains(new RectifiedItem(command.service(), command.item()));
    }

    private static RectificationNoted noted(NoteRectification command, RequestOpened opened) {
        return new RectificationNoted(
                opened.request(),
                opened.controller(),
                opened.subject(),
                command.service(),
                command.item(),
                command.rectifiedAt());
    }

    /** Rejects an answer that says something else than what was done. */
    static void requireDone(List<AnswerPart> parts, Open state) {
        if (state.opened().type() != RequestType.RECTIFICATION) {
            return;
        }
        List<RectifiedItem> rectified = state.progress().tasks().rectified();
        List<RectifiedItem> granted = new ArrayList<>();
        for (AnswerPart part : parts) {
            if (part.outcome() == Outcome.GRANTED && OWNERS.contains(part.service())) {
                granted.add(requireDone(part, rectified));
            }
        }
        if (!granted.containsAll(rectified)) {
            throw inconsistent();
        }
    }

    /** Rejects a refusal of everything where something was put right. */
    static void requireNothingDone(Open state) {
        if (!state.progress().tasks().rectified().isEmpty()) {
            throw inconsistent();
        }
    }

    private static RectifiedItem requireDone(AnswerPart part, List<RectifiedItem> rectified) {
        var item = part.item();
        if (item == null || !rectified.contains(new RectifiedItem(part.service(), item))) {
            throw new Rejected(
                    RightsProblem.RECTIFICATION_PENDING,
                    "State which item was rectified; its service must have rectified it under"
                            + " this request.");
        }
        return new RectifiedItem(part.service(), item);
    }

    private static Rejected inconsistent() {
        return new Rejected(
                RightsProblem.ANSWER_INCONSISTENT,
                "State each item that was rectified under this request as granted.");
    }
}
