// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_CHANGED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_DESTROYED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOT_THE_CONTROLLER;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECTIFICATION_NOT_CONTESTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECTIFICATION_NOT_REQUESTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.ROLE_NOT_ALLOWED;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.documents.domain.Document.Destroyed;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.Document.Known;
import io.temoin.recording.documents.domain.DocumentCommand.RectifyDocument;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRectified;
import io.temoin.recording.lifecycle.domain.Contested;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RectificationRequest;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may put a document right: the data protection officer of the controller, under an open
 * request of the person it is about. That such a request restricts the recording is no obstacle;
 * putting it right is what the restriction is for (GDPR art. 16, 18(1)(a)).
 */
public final class RectificationRules {

    private static final Set<Role> DESK = Set.of(Role.DPO);

    private RectificationRules() {}

    /**
     * The document as it may be put right; rejects any other.
     *
     * @param request as the desk announced it; absent when there is none that is open
     */
    public static Kept requireAllowed(
            Document state,
            Recording recording,
            Requester requester,
            @Nullable RectificationRequest request) {
        if (!(state instanceof Known known)
                || !requester.sees(known.facts().controller(), known.facts().processor())) {
            throw new Rejected(DOCUMENT_UNKNOWN, "No document has this id.");
        }
        if (!requester.hasAny(DESK)) {
            throw new Rejected(ROLE_NOT_ALLOWED, "Your role does not allow rectifications.");
        }
        if (!requester.isOf(known.facts().controller())) {
            throw new Rejected(
                    NOT_THE_CONTROLLER,
                    "Only the controller may rectify what is said of a person.");
        }
        Kept kept = requireThere(known, recording);
        requireRequested(kept.facts(), request);
        return kept;
    }

    private static Kept requireThere(Known known, Recording recording) {
        return switch (known) {
            case Destroyed _ -> throw destroyed();
            case Kept kept ->
                    switch (recording) {
                        case Quarantined _ ->
                                throw new Rejected(
                                        RECORDING_QUARANTINED,
                                        "The recording is in quarantine, and its documents with"
                                                + " it.");
                        case Erased erased
                                when EndOfRecording.takesAlong(kept.kind(), erased.basis()) ->
                                throw destroyed();
                        case Stored _, Erased _, Registered _, Barred _, Recording.Unknown _ ->
                                kept;
                    };
        };
    }

    private static void requireRequested(
            DocumentFacts facts, @Nullable RectificationRequest request) {
        if (request == null
                || !request.covers(
                        facts.recording(), facts.decision(), facts.controller(), facts.subject())) {
            throw new Rejected(
                    RECTIFICATION_NOT_REQUESTED,
                    "There is no open request for rectification of this document from a person"
                            + " whose identity is certain.");
        }
    }

    /** Only what the person says is wrong: a request is no key to all that is said of them. */
    private static void requireContested(
            Kept kept, RectificationRequest request, List<String> pointers) {
        Contested contested = request.contested();
        if (contested == null) {
            throw new Rejected(
                    RECTIFICATION_NOT_CONTESTED,
                    "Say first at the rights desk what exactly the person contests; only that is"
                            + " put right under the request.");
        }
        if (!contested.covers(kept.facts().document(), kept.kind() == DocumentKind.TRANSCRIPT)
                || !pointers.stream().allMatch(contested::coversText)) {
            throw new Rejected(
                    RECTIFICATION_NOT_CONTESTED,
                    "The person contests something else; only what they contest is put right"
                            + " under the request.");
        }
    }

    /** What puts right what was shown until now; nothing if all of it was right already. */
    static List<DocumentEvent> rectify(RectifyDocument command, Document state) {
        RectificationRequest request = command.request();
        Kept kept = requireAllowed(state, command.recording(), command.requester(), request);
        RectifiedContent content = command.content();
        if (request == null || content.fields().isEmpty()) {
            return List.of();
        }
        requireContested(kept, request, content.fields());
        if (!content.before().equals(kept.shown())) {
            throw new Rejected(
                    DOCUMENT_CHANGED,
                    "The document was rectified meanwhile; read it again before you rectify it.");
        }
        DocumentFacts facts = kept.facts();
        return List.of(
                new DocumentRectified(
                        facts.document(),
                        kept.kind(),
                        facts.recording(),
                        facts.controller(),
                        facts.subject(),
                        facts.decision(),
                        request.request(),
                        content,
                        command.now()));
    }

    private static Rejected destroyed() {
        return new Rejected(DOCUMENT_DESTROYED, "The document was destroyed.");
    }
}
