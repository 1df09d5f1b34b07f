// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an answer must contain, and when a refusal is lawful. */
final class AnswerRules {

    private record PartKey(OwnerService service, @Nullable UUID item) {}

    private AnswerRules() {}

    static RequestEvent answer(AnswerRequest command, Open state) {
        var opened = state.opened();
        requireProof(state);
        var waiting = state.progress().openTasks(opened);
        if (!waiting.isEmpty()) {
            throw new Rejected(
                    RightsProblem.TASKS_OPEN, "Tasks are still open: " + waiting.getFirst() + ".");
        }
        requireConsistent(command.parts(), state);
        RectificationRules.requireDone(command.parts(), state);
        ErasureRules.requireComplete(command, state);
        ActDates.requireInOrder(command, state);
        EffectsOnReceipt.requireUndecided(
                command.parts().stream().anyMatch(AnswerRules::refusesRecordings),
                state,
                command.now());
        command.parts().stream()
                .map(AnswerPart::ground)
                .filter(Objects::nonNull)
                .forEach(ground -> requireGround(ground, state));
        if (command.isRefusal()) {
            ErasureRules.requireUndecided(state);
        }
        return recorded(command, opened);
    }

    /** What is recorded of an answer that may be given: that the person is refused, or answered. */
    static RequestEvent recorded(AnswerRequest command, RequestOpened opened) {
        return command.isRefusal()
                ? refusal(command, opened)
                : answer(command, opened, ActDates.at(command.answeredAt(), command.now()));
    }

    private static DsrAnswered answer(AnswerRequest command, RequestOpened opened, Instant at) {
        return new DsrAnswered(
                opened.request(),
                opened.controller(),
                opened.subject(),
                command.parts().stream().anyMatch(AnswerRules::isRefused),
                command.parts(),
                at,
                ActDates.recordedAt(at, command.now()));
    }

    private static DsrRefused refusal(AnswerRequest command, RequestOpened opened) {
        var grounds =
                command.parts().stream()
                        .map(AnswerPart::ground)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        Instant at = ActDates.at(command.answeredAt(), command.now());
        return new DsrRefused(
                opened.request(),
                opened.controller(),
                opened.subject(),
                grounds.size() == 1 ? grounds.getFirst() : null,
                command.parts(),
                offered(opened.type(), grounds),
                at,
                ActDates.recordedAt(at, command.now()));
    }

    static RequestEvent refuse(RefuseRequest command, Open state) {
        var opened = state.opened();
        ErasureRules.requireUndecided(state);
        requireGround(command.ground(), state);
        RectificationRules.requireNothingDone(state);
        ActDates.requireInOrder(command, state);
        EffectsOnReceipt.requireUndecided(true, state, command.now());
        Instant at = ActDates.at(command.refusedAt(), command.now());
        return new DsrRefused(
                opened.request(),
                opened.controller(),
                opened.subject(),
                command.ground(),
                List.of(),
                offered(opened.type(), List.of(command.ground())),
                at,
                ActDates.recordedAt(at, command.now()));
    }

    /** Who may not carry the data away may still have a copy. */
    private static @Nullable RequestType offered(RequestType type, List<RefusalGround> grounds) {
        return type == RequestType.PORTABILITY && grounds.contains(RefusalGround.BASIS_MISMATCH)
                ? RequestType.ACCESS
                : null;
    }

    private static void requireProof(Open state) {
        if (state.progress().proof().isAwaited()) {
            throw new Rejected(
                    RightsProblem.IDENTITY_UNPROVEN,
                    "The person has not proved their identity yet.");
        }
    }

    private static void requireConsistent(List<AnswerPart> parts, Open state) {
        Set<PartKey> answered = new HashSet<>();
        Set<OwnerService> services = new HashSet<>();
        for (AnswerPart part : parts) {
            if (isRefused(part) != (part.ground() != null)) {
                throw inconsistent("State a ground for each refused part, and for no other.");
            }
            if (!answered.add(new PartKey(part.service(), part.item()))) {
                throw inconsistent("State each item once.");
            }
            if (part.outcome() == Outcome.NOT_CONCERNED) {
                requireOfAll(part);
            } else if (part.outcome() != Outcome.NOTHING_HELD
                    && state.progress().completed().get(part.service()) != TaskResult.DONE) {
                throw inconsistent("A service that holds nothing has nothing to grant or refuse.");
            }
            services.add(part.service());
        }
        if (!services.containsAll(state.opened().tasks())) {
            throw inconsistent("State the outcome for each service that has a task.");
        }
        if (parts.stream().allMatch(part -> part.outcome() == Outcome.NOT_CONCERNED)) {
            throw inconsistent("A request concerns one of the services at least.");
        }
    }

    private static void requireOfAll(AnswerPart part) {
        if (part.item() != null) {
            throw inconsistent("A service is not concerned as a whole, not for one item.");
        }
    }

    private static void requireGround(RefusalGround ground, Open state) {
        var opened = state.opened();
        if (!opened.type().grounds().contains(ground)) {
            throw new Rejected(
                    RightsProblem.GROUND_NOT_APPLICABLE,
                    "Such a request cannot be refused on this ground.");
        }
        if (ground == RefusalGround.EXCESSIVE && opened.earlier() == 0) {
            throw new Rejected(
                    RightsProblem.GROUND_NOT_APPLICABLE,
                    "A request is excessive if it is repeated; none was received before.");
        }
        if (ground == RefusalGround.NOT_IDENTIFIABLE && !state.progress().proof().isAwaited()) {
            throw new Rejected(
                    RightsProblem.GROUND_NOT_APPLICABLE,
                    "Request a proof of identity before you refuse for want of one.");
        }
    }

    private static boolean refusesRecordings(AnswerPart part) {
        return part.service() == OwnerService.RECORDING && isRefused(part);
    }

    private static boolean isRefused(AnswerPart part) {
        return part.outcome() == Outcome.REFUSED;
    }

    private static Rejected inconsistent(String sentence) {
        return new Rejected(RightsProblem.ANSWER_INCONSISTENT, sentence);
    }
}
