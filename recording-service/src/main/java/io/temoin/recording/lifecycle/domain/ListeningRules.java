// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_NOT_ALIVE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_NOT_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RESTRICTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.ROLE_NOT_ALLOWED;

import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Registered;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RequestListening;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted.Grantee;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may listen to a stored recording, and for what. */
public final class ListeningRules {

    private static final Set<Role> FLOOR = Set.of(Role.SUPERVISOR, Role.QUALITY_ANALYST);
    private static final Set<Role> EVERYTHING = Set.of(Role.DPO);

    /** Recordings that only agents of the ACPR and the DGCCRF may hear (C. assurances R112-7). */
    private static final Set<PurposeCode> OF_AUTHORITIES_ALONE =
            Set.of(PurposeCode.INSURANCE_SALE, PurposeCode.INSURANCE_NO_SALE);

    /** What a law orders to be recorded, for those who see to it that it is. */
    private static final Set<PurposeCode> OF_AUTHORITIES =
            Set.of(
                    PurposeCode.INSURANCE_SALE,
                    PurposeCode.INSURANCE_NO_SALE,
                    PurposeCode.INVESTMENT_ORDER);

    private static final Set<Role> AUTHORITIES = Set.of(Role.AUTHORITY);

    private ListeningRules() {}

    /** The event that answers a request to listen. */
    static RecordingEvent answer(RequestListening command, Recording state, ZoneId zone) {
        return switch (state) {
            case Unknown _ -> refused(command, null, RECORDING_UNKNOWN);
            case Registered(_, var call) ->
                    refused(command, call, hidden(command, call, RECORDING_NOT_STORED));
            case Barred(_, var call, _) ->
                    refused(command, call, hidden(command, call, RECORDING_NOT_STORED));
            case Quarantined quarantined ->
                    refused(
                            command,
                            quarantined.call(),
                            hidden(command, quarantined.call(), RECORDING_QUARANTINED));
            case Erased(_, var call, _, _) ->
                    refused(command, call, hidden(command, call, RECORDING_ERASED));
            case Stored stored ->
                    refusal(command, stored, zone)
                            .map(code -> refused(command, stored.call(), code))
                            .orElseGet(() -> granted(command, stored.call()));
        };
    }

    /** What a stranger is told: nothing, not even that there was something. */
    private static RecordingProblem hidden(
            RequestListening command, RecordedCall call, RecordingProblem code) {
        return command.requester().sees(call.controller(), call.processor())
                ? code
                : RECORDING_UNKNOWN;
    }

    private static RecordingEvent granted(RequestListening command, RecordedCall call) {
        return new ListeningGranted(
                command.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.listening(),
                command.purpose(),
                command.reason(),
                command.until(),
                command.now(),
                new Grantee(command.requester().actor(), command.requester().organisation()),
                verifies(command, call) ? command.contested() : null);
    }

    /** Whoever asks sees the entry of it: of what does not exist for them it says nothing. */
    private static RecordingEvent refused(
            RequestListening command, @Nullable RecordedCall of, RecordingProblem code) {
        @Nullable RecordedCall call = code == RECORDING_UNKNOWN ? null : of;
        return new ListeningRefused(
                command.recording(),
                call == null ? null : call.controller(),
                call == null ? null : call.subject(),
                call == null ? null : call.decision(),
                call == null ? null : call.consent(),
                code,
                command.purpose(),
                command.reason(),
                command.now());
    }

    /** Why the listening is refused; empty when it is granted. */
    private static Optional<RecordingProblem> refusal(
            RequestListening command, Stored recording, ZoneId zone) {
        Requester requester = command.requester();
        PurposeCode purpose = command.purpose();
        RecordedCall call = recording.call();
        if (!requester.sees(call.controller(), call.processor())) {
            return Optional.of(RECORDING_UNKNOWN);
        }
        if (!allows(requester, purpose)
                || !mayState(requester, command.reason(), call.controller())) {
            return Optional.of(ROLE_NOT_ALLOWED);
        }
        if (call.isRestricted()
                && !liftsRestriction(command.reason())
                && !verifies(command, call)) {
            return Optional.of(RESTRICTED);
        }
        return call.serves(purpose, recording.over(), command.now(), zone)
                ? Optional.empty()
                : Optional.of(PURPOSE_NOT_ALIVE);
    }

    /**
     * The controller's data protection officer hears the passage that the person contests, to see
     * whether what is said of it is accurate: the person asked for that, and it is what the
     * restriction waits for (GDPR art. 18(1)(a), 18(2)).
     */
    private static boolean verifies(RequestListening command, RecordedCall call) {
        Passage contested = command.contested();
        return contested != null
                && command.reason().code() == AccessReason.Code.DATA_SUBJECT_REQUEST
                && command.requester().hasAny(EVERYTHING)
                && command.requester().isOf(call.controller())
                && call.restrictedBy().contains(contested.request());
    }

    /**
     * Whether a requester may give this reason: that of legal claims is the DPO's of the controller
     * alone, whose claims they are.
     */
    public static boolean mayState(Requester requester, AccessReason reason, PartyId controller) {
        return !liftsRestriction(reason)
                || (requester.hasAny(EVERYTHING) && requester.isOf(controller));
    }

    /** Whether what is restricted may be heard and read for this reason (GDPR art. 18(2)). */
    public static boolean liftsRestriction(AccessReason reason) {
        return reason.code() == AccessReason.Code.LEGAL_CLAIM;
    }

    /** Whether the requester's roles give access to the words of a call for this purpose. */
    public static boolean allows(Requester requester, PurposeCode purpose) {
        if (requester.hasAny(AUTHORITIES) && OF_AUTHORITIES.contains(purpose)) {
            return true;
        }
        if (OF_AUTHORITIES_ALONE.contains(purpose)) {
            return false;
        }
        return requester.hasAny(EVERYTHING) || (requester.hasAny(FLOOR) && purpose.isOfTheFloor());
    }
}
