// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.OwnerService.CONSENT;
import static io.temoin.retention.rights.domain.OwnerService.RECORDING;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestCommand.LiftRestriction;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.ObjectionUpheld;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestricted;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestrictionLifted;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request restricts from receipt on, and until when. An answer lifts what it leaves no
 * reason for; what was granted stays restricted until somebody has told the person that it ends.
 */
final class EffectsOnReceipt {

    /** Kept for that alone, so nobody uses it for anything else (GDPR art. 17(3)(b), (e)). */
    private static final Set<RefusalGround> KEPT_APART =
            Set.of(RefusalGround.LEGAL_CLAIMS, RefusalGround.LEGAL_OBLIGATION);

    private EffectsOnReceipt() {}

    /** What becomes restricted at {@code now}; nothing for a type that restricts nothing. */
    static List<RequestEvent> restriction(RequestOpened opened, Instant now) {
        List<OwnerService> services = restricting(opened);
        return opened.type().restricts() && !services.isEmpty()
                ? List.of(
                        new ProcessingRestricted(
                                opened.request(),
                                opened.controller(),
                                opened.subject(),
                                opened.type(),
                                opened.about(),
                                services,
                                now,
                                opened.contested()))
                : List.of();
    }

    /** One recording or call says nothing of whether the person may be called. */
    private static List<OwnerService> restricting(RequestOpened opened) {
        return opened.tasks().stream()
                .filter(
                        service ->
                                service == RECORDING
                                        || (service == CONSENT && opened.about() == null))
                .toList();
    }

    /** What the answer lifts, or makes final. */
    static List<RequestEvent> after(RequestEvent ending, Open state, Instant now) {
        return switch (ending) {
            case DsrAnswered answer ->
                    after(answer.parts(), null, LiftingCause.ANSWERED, state, now);
            case DsrRefused refusal ->
                    after(
                            refusal.parts(),
                            refusal.parts().isEmpty() ? refusal.ground() : null,
                            LiftingCause.REFUSED,
                            state,
                            now);
            default -> List.of();
        };
    }

    private static List<RequestEvent> after(
            List<AnswerPart> parts,
            @Nullable RefusalGround ground,
            LiftingCause cause,
            Open state,
            Instant now) {
        var opened = state.opened();
        var restriction = state.progress().restriction();
        List<RequestEvent> events = new ArrayList<>();
        boolean upheld = isUpheld(parts, opened) && restriction.services().contains(RECORDING);
        if (upheld) {
            events.add(upheld(parts, opened, true, now));
        }
        List<OwnerService> lifted =
                restriction.restricting().stream()
                        .filter(service -> !stays(service, parts, ground, opened.type()))
                        .toList();
        if (!lifted.isEmpty()) {
            events.add(lifted(opened, lifted, upheld ? LiftingCause.OBJECTION_UPHELD : cause, now));
        }
        return events;
    }

    private static boolean isUpheld(List<AnswerPart> parts, RequestOpened opened) {
        return opened.type() == RequestType.OBJECTION && isGranted(RECORDING, parts);
    }

    private static boolean stays(
            OwnerService service,
            List<AnswerPart> parts,
            @Nullable RefusalGround ground,
            RequestType type) {
        return switch (type) {
            case RESTRICTION -> isGranted(service, parts);
            // recording-service destroys what the objection reaches, and keeps the rest.
            case OBJECTION -> service == CONSENT && isGranted(service, parts);
            case ERASURE ->
                    isGranted(service, parts)
                            || (ground != null && KEPT_APART.contains(ground))
                            || parts.stream()
                                    .filter(part -> part.service() == service)
                                    .map(AnswerPart::ground)
                                    .filter(Objects::nonNull)
                                    .anyMatch(KEPT_APART::contains);
            default -> false;
        };
    }

    private static boolean isGranted(OwnerService service, List<AnswerPart> parts) {
        return parts.stream()
                .anyMatch(part -> part.service() == service && part.outcome() == Outcome.GRANTED);
    }

    /** An objection on which nobody has decided until it lapsed is upheld. */
    static List<RequestEvent> undecided(Open state, Instant now) {
        Instant lapsesAt = lapsesAt(state);
        if (lapsesAt == null || now.isBefore(lapsesAt)) {
            return List.of();
        }
        var opened = state.opened();
        return List.of(
                upheld(List.of(), opened, false, now),
                lifted(opened, List.of(RECORDING), LiftingCause.OBJECTION_UPHELD, now));
    }

    /** When waiting destroys recordings; {@code null} if it never does. */
    static @Nullable Instant lapsesAt(Open state) {
        var opened = state.opened();
        var progress = state.progress();
        var restriction = progress.restriction();
        Instant since = restriction.since();
        if (opened.type() != RequestType.OBJECTION
                || since == null
                || !restriction.services().contains(RECORDING)
                // Whoever has not proved who they are has nothing destroyed by waiting.
                || progress.proof().isAwaited()) {
            return null;
        }
        Instant recorded = opened.recordedAt();
        return EffectClock.end(
                progress.deadline(),
                recorded == null ? since : recorded,
                state,
                progress.extended());
    }

    /** Rejects a refusal of recordings that are destroyed since nobody refused in time. */
    static void requireUndecided(boolean refusesRecordings, Open state, Instant now) {
        boolean over = state.progress().restriction().upheld() || !undecided(state, now).isEmpty();
        if (refusesRecordings && over) {
            throw new Rejected(
                    RightsProblem.DEADLINE_PASSED,
                    "Nobody had decided on the objection in time, so the recordings are"
                            + " destroyed.");
        }
    }

    /** Another one restricts the same. */
    static List<RequestEvent> joined(Open state, Instant now) {
        return lifted(state, LiftingCause.JOINED, now);
    }

    /** Nobody asks for it any more. */
    static List<RequestEvent> withdrawn(Open state, Instant now) {
        return lifted(state, LiftingCause.WITHDRAWN, now);
    }

    private static List<RequestEvent> lifted(Open state, LiftingCause cause, Instant now) {
        var restricting = state.progress().restriction().restricting();
        return restricting.isEmpty()
                ? List.of()
                : List.of(lifted(state.opened(), restricting, cause, now));
    }

    /** One of before this existed begins to restrict when another one relies on it. */
    static List<RequestEvent> attached(Open state, Instant now) {
        return state.progress().restriction().since() == null
                ? restriction(state.opened(), now)
                : List.of();
    }

    /** The person was told that the restriction ends, and then it does. */
    static List<RequestEvent> lift(LiftRestriction command, Ended state) {
        var restriction = state.progress().restriction();
        if (restriction.since() == null || state.ending() instanceof Ending.Joined) {
            throw new Rejected(
                    RightsProblem.REQUEST_NOT_RESTRICTING, "The request restricts nothing.");
        }
        if (!restriction.isInForce()) {
            return List.of();
        }
        if (command.informedAt().isBefore(restriction.since())) {
            throw Rejected.at(
                    "/informedAt",
                    RightsProblem.PERSON_NOT_INFORMED,
                    "Nobody can have been told of the end of a restriction before it began.");
        }
        var opened = state.opened();
        return List.of(
                new ProcessingRestrictionLifted(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        restriction.restricting(),
                        LiftingCause.PERSON_INFORMED,
                        command.informedAt(),
                        command.now()));
    }

    private static ObjectionUpheld upheld(
            List<AnswerPart> parts, RequestOpened opened, boolean decided, Instant now) {
        return new ObjectionUpheld(
                opened.request(),
                opened.controller(),
                opened.subject(),
                opened.about(),
                parts.stream()
                        .filter(part -> part.service() == RECORDING)
                        .filter(part -> part.outcome() == Outcome.REFUSED)
                        .map(AnswerPart::item)
                        .filter(Objects::nonNull)
                        .toList(),
                decided,
                opened.intake().receivedAt(),
                now);
    }

    private static ProcessingRestrictionLifted lifted(
            RequestOpened opened, List<OwnerService> services, LiftingCause cause, Instant now) {
        return new ProcessingRestrictionLifted(
                opened.request(),
                opened.controller(),
                opened.subject(),
                services,
                cause,
                null,
                now);
    }
}
