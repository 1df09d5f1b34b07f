// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_DESTROYED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.DOCUMENT_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_NOT_ALIVE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RESTRICTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.ROLE_NOT_ALLOWED;

import io.temoin.recording.documents.domain.Document.Destroyed;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.Document.Known;
import io.temoin.recording.documents.domain.Document.Unknown;
import io.temoin.recording.documents.domain.DocumentCommand.ReadDocument;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRead;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.ListeningRules;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordedCall;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.RectificationRequest;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.Role;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read a document, and for what: whoever may listen to the recording for the same purpose,
 * and agents the sheets about their own work (GDPR art. 15).
 */
final class ReadingRules {

    /** How long a sheet serves anything, at most (CNIL, référentiel RH 2026). */
    private static final Period SHEET_LIFE = Period.ofYears(1);

    private static final Set<Role> READERS =
            Set.of(Role.SUPERVISOR, Role.QUALITY_ANALYST, Role.DPO, Role.AUTHORITY);
    private static final Set<Role> AGENTS = Set.of(Role.AGENT);
    private static final Set<Role> DESK = Set.of(Role.DPO);
    private static final Set<Role> AUTHORITIES = Set.of(Role.AUTHORITY);

    private ReadingRules() {}

    /** The event that answers a request to read. */
    static DocumentEvent answer(ReadDocument command, Document state, ZoneId zone) {
        return switch (state) {
            case Unknown _ -> refused(command, null, DOCUMENT_UNKNOWN);
            case Known known ->
                    refusal(command, known, zone)
                            .map(code -> refused(command, known, code))
                            .orElseGet(() -> read(command, known));
        };
    }

    private static Optional<RecordingProblem> refusal(
            ReadDocument command, Known known, ZoneId zone) {
        Requester requester = command.requester();
        boolean own = known instanceof Kept kept && kept.isAbout(requester.actor());
        if (!requester.sees(known.facts().controller(), known.facts().processor())
                || (isAgentAlone(requester) && !own)) {
            return Optional.of(DOCUMENT_UNKNOWN);
        }
        return switch (known) {
            case Destroyed _ -> Optional.of(DOCUMENT_DESTROYED);
            case Kept kept -> refusal(command, kept, own, zone);
        };
    }

    private static Optional<RecordingProblem> refusal(
            ReadDocument command, Kept kept, boolean own, ZoneId zone) {
        PurposeCode purpose = command.purpose();
        boolean ownSheet = own && command.requester().hasAny(AGENTS);
        if (!ListeningRules.mayState(
                        command.requester(), command.reason(), kept.facts().controller())
                || (!ownSheet && !ListeningRules.allows(command.requester(), purpose))) {
            return Optional.of(ROLE_NOT_ALLOWED);
        }
        if (isRestricted(command.recording())
                && !ListeningRules.liftsRestriction(command.reason())
                && !verifies(command, kept.facts())) {
            return Optional.of(RESTRICTED);
        }
        Optional<RecordingProblem> version = version(command, kept);
        if (version.isPresent()) {
            return version;
        }
        if (!kept.facts().purposes().contains(purpose)) {
            return Optional.of(PURPOSE_NOT_ALIVE);
        }
        Optional<RecordingProblem> over = over(command, kept, zone);
        return over.isEmpty() && !command.content().opens()
                ? Optional.of(DOCUMENT_DESTROYED)
                : over;
    }

    /**
     * The controller's data protection officer looks at what the person contests, to see whether it
     * is accurate: for that time it is restricted (GDPR art. 18(1)(a)).
     */
    private static boolean verifies(ReadDocument command, DocumentFacts facts) {
        RectificationRequest contested = command.content().contested();
        return contested != null
                && command.reason().code() == AccessReason.Code.DATA_SUBJECT_REQUEST
                && command.requester().hasAny(DESK)
                && command.requester().isOf(facts.controller())
                && contested.covers(
                        facts.recording(), facts.decision(), facts.controller(), facts.subject());
    }

    /**
     * What a document said before it was put right is proof, and for nobody's daily work: for the
     * controller, which has to prove what it did, and for authorities.
     */
    private static Optional<RecordingProblem> version(ReadDocument command, Kept kept) {
        Integer version = command.content().version();
        if (version == null || version == kept.rectifications().size()) {
            return Optional.empty();
        }
        if (!proves(command.requester(), kept.facts())) {
            return Optional.of(ROLE_NOT_ALLOWED);
        }
        return kept.content(version).isPresent() ? Optional.empty() : Optional.of(DOCUMENT_UNKNOWN);
    }

    private static boolean proves(Requester requester, DocumentFacts facts) {
        return requester.hasAny(AUTHORITIES)
                || (requester.hasAny(DESK) && requester.isOf(facts.controller()));
    }

    /**
     * What a request of the person restricts of the recording, it restricts of what is drawn from
     * it.
     */
    private static boolean isRestricted(Recording recording) {
        return recording instanceof Recording.Known known && known.call().isRestricted();
    }

    /** The words of a call live as its audio does; a sheet outlives it. */
    private static Optional<RecordingProblem> over(ReadDocument command, Kept kept, ZoneId zone) {
        return switch (command.recording()) {
            case Quarantined _ -> Optional.of(RECORDING_QUARANTINED);
            case Stored stored when kept.kind() == DocumentKind.TRANSCRIPT ->
                    stored.isAlive(command.purpose(), command.now(), zone)
                            ? Optional.empty()
                            : Optional.of(PURPOSE_NOT_ALIVE);
            case Stored stored -> overSheet(command, kept, stored.call(), zone);
            case Erased erased ->
                    EndOfRecording.takesAlong(kept.kind(), erased.basis())
                            ? Optional.of(DOCUMENT_DESTROYED)
                            : overSheet(command, kept, erased.call(), zone);
            case Registered _, Barred _, Recording.Unknown _ -> Optional.of(PURPOSE_NOT_ALIVE);
        };
    }

    /** What the person's word ended of the recording is over for the sheet, and nothing else. */
    private static Optional<RecordingProblem> overSheet(
            ReadDocument command, Kept kept, RecordedCall call, ZoneId zone) {
        return call.purposes().contains(command.purpose())
                        && !isOver(kept.facts().createdAt(), command.now(), zone)
                ? Optional.empty()
                : Optional.of(PURPOSE_NOT_ALIVE);
    }

    private static boolean isOver(Instant createdAt, Instant now, ZoneId zone) {
        return now.atZone(zone)
                .toLocalDate()
                .isAfter(createdAt.atZone(zone).toLocalDate().plus(SHEET_LIFE));
    }

    private static boolean isAgentAlone(Requester requester) {
        return requester.hasAny(AGENTS) && !requester.hasAny(READERS);
    }

    private static DocumentEvent read(ReadDocument command, Known known) {
        DocumentFacts facts = known.facts();
        return new DocumentRead(
                facts.document(),
                known.kind(),
                facts.recording(),
                facts.controller(),
                facts.subject(),
                facts.decision(),
                command.purpose(),
                command.reason(),
                command.content().version(),
                command.now());
    }

    private static DocumentEvent refused(
            ReadDocument command, @Nullable Known known, RecordingProblem code) {
        DocumentFacts facts = known == null ? null : known.facts();
        return new DocumentReadRefused(
                command.document(),
                facts == null ? null : facts.recording(),
                facts == null ? null : facts.controller(),
                facts == null ? null : facts.subject(),
                facts == null ? null : facts.decision(),
                code,
                command.purpose(),
                command.reason(),
                command.content().version(),
                command.now());
    }
}
