// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.tenyears;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.BegunErasure;
import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.ErasureRules;
import io.temoin.retention.rights.domain.ExtensionReason;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import io.temoin.retention.rights.domain.RequestCommand.CompleteTask;
import io.temoin.retention.rights.domain.RequestCommand.DecideErasure;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.NoteRectification;
import io.temoin.retention.rights.domain.RequestCommand.OpenRequest;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.RequestOverdue;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A desk that mostly answers in time, sometimes asks who somebody is, and forgets a few. */
final class RequestDesk {

    private static final Duration DAY = Duration.ofDays(1);

    /** Holidays and a week-end may follow each other; more than that is nobody's calendar. */
    private static final int LONGEST_ROLL_OVER = 5;

    private static final List<RequestType> TYPES =
            List.of(
                    RequestType.ACCESS,
                    RequestType.ERASURE,
                    RequestType.PORTABILITY,
                    RequestType.OBJECTION,
                    RequestType.RECTIFICATION,
                    RequestType.RESTRICTION);

    private static final class Asked {
        final RequestType type;
        final String person;
        final Instant receivedAt;
        final List<RequestEvent> events = new ArrayList<>();
        Request state;

        Asked(RequestType type, String person, Instant receivedAt, Request state) {
            this.type = type;
            this.person = person;
            this.receivedAt = receivedAt;
            this.state = state;
        }

        boolean has(Class<? extends RequestEvent> kind) {
            return events.stream().anyMatch(kind::isInstance);
        }
    }

    private final RequestDecider decider = new RequestDecider();
    private final Random random;
    private final VirtualTime time;
    private final List<Asked> requests = new ArrayList<>();

    RequestDesk(Random random, VirtualTime time) {
        this.random = random;
        this.time = time;
    }

    void open(Duration open, int count) {
        for (int request = 0; request < count; request++) {
            time.within(open, this::receive);
        }
    }

    private void receive() {
        var asked =
                new Asked(
                        TYPES.get(random.nextInt(TYPES.size())),
                        "person-" + random.nextInt(12),
                        time.now(),
                        decider.initialState());
        UUID id = new UUID(random.nextLong(), random.nextLong());
        var open =
                new OpenRequest(
                        id,
                        Centre.CONTROLLER,
                        asked.person,
                        asked.type,
                        new Intake(
                                Intake.Way.LETTER,
                                Centre.CONTROLLER,
                                "agent",
                                null,
                                asked.receivedAt),
                        null,
                        null,
                        null,
                        0,
                        "FR",
                        Centre.PARIS,
                        asked.type.services(),
                        time.now());
        requests.add(asked);
        time.message(() -> handle(asked, open));
        time.after(Duration.ofHours(31), () -> begin(asked));
        checkDaily(asked, 120);
    }

    private void begin(Asked asked) {
        if (random.nextInt(4) == 0) {
            handle(asked, new RequestIdentityProof(time.now()));
            time.within(
                    DAY.multipliedBy(12),
                    () -> {
                        handle(asked, new ReceiveIdentityProof(time.now(), time.now()));
                        erase(asked);
                    });
        }
        erase(asked);
        if (random.nextInt(5) == 0) {
            time.within(
                    DAY.multipliedBy(25),
                    () -> handle(asked, new ExtendDeadline(ExtensionReason.COMPLEX, time.now())));
        }
        for (OwnerService service : asked.type.services()) {
            time.within(
                    DAY.multipliedBy(15),
                    () -> handle(asked, new CompleteTask(service, TaskResult.DONE, time.now())));
        }
        if (random.nextInt(6) > 0) {
            time.within(DAY.multipliedBy(45), () -> answer(asked, 0));
        }
    }

    private void answer(Asked asked, int tries) {
        List<AnswerPart> parts =
                asked.type.services().stream()
                        .map(
                                service ->
                                        new AnswerPart(
                                                service,
                                                item(asked, service),
                                                Outcome.GRANTED,
                                                null))
                        .toList();
        handle(asked, new AnswerRequest(parts, time.now()).after(erasure(asked)));
        if (!isAnswered(asked) && tries < 10) {
            time.within(DAY.multipliedBy(5), () -> answer(asked, tries + 1));
        }
    }

    private void erase(Asked asked) {
        if (asked.type == RequestType.ERASURE) {
            handle(asked, new DecideErasure(ErasureGround.NO_LONGER_NECESSARY, time.now()));
        }
    }

    /** Once decided, it is complete before anybody looks again. */
    private @Nullable BegunErasure erasure(Asked asked) {
        var decided = ErasureRules.decisionOf(asked.state);
        return decided == null
                ? null
                : new BegunErasure(decided.decidedAt(), decided.decidedAt().isBefore(time.now()));
    }

    /** A rectification is granted once the owner of the data says that it is made. */
    private @Nullable UUID item(Asked asked, OwnerService service) {
        boolean owns = service == OwnerService.RECORDING || service == OwnerService.CONSENT;
        if (asked.type != RequestType.RECTIFICATION || !owns) {
            return null;
        }
        UUID document = new UUID(0, 21);
        handle(
                asked,
                new NoteRectification(
                        service,
                        document,
                        Centre.CONTROLLER,
                        asked.person,
                        time.now(),
                        time.now()));
        return document;
    }

    /** As the job does, for as long as the desk may take; it crashes on some days. */
    private void checkDaily(Asked asked, int days) {
        if (random.nextInt(20) > 0) {
            handle(asked, new CheckDeadline(time.now()));
        }
        if (days > 0) {
            time.after(DAY, () -> checkDaily(asked, days - 1));
        }
    }

    private void handle(Asked asked, RequestCommand command) {
        List<RequestEvent> decided;
        try {
            decided = decider.decide(command, asked.state);
        } catch (Rejected outOfOrder) {
            // Somebody at the desk is told so, and the clock runs on.
            assertThat(outOfOrder).isNotNull();
            return;
        }
        asked.events.addAll(decided);
        for (RequestEvent event : decided) {
            asked.state = decider.evolve(asked.state, event);
        }
    }

    private static boolean isAnswered(Asked asked) {
        return asked.has(DsrAnswered.class) || asked.has(DsrRefused.class);
    }

    /** Every request was answered in time, or is on record as overdue. */
    void examine() {
        for (Asked asked : requests) {
            boolean extended = asked.has(DsrExtended.class);
            LocalDate received = KnownFacts.day(asked.receivedAt);
            // A proof that was asked for promptly moves the month to its arrival.
            LocalDate latest =
                    received.plusMonths(extended ? 3 : 1).plusDays(13 + LONGEST_ROLL_OVER);
            boolean inTime =
                    asked.events.stream()
                            .filter(DsrAnswered.class::isInstance)
                            .map(DsrAnswered.class::cast)
                            .anyMatch(given -> !KnownFacts.day(given.answeredAt()).isAfter(latest));
            assertThat(inTime || asked.has(RequestOverdue.class))
                    .as(() -> "%s of %s: %s".formatted(asked.type, asked.receivedAt, asked.events))
                    .isTrue();
            asked.events.stream()
                    .filter(RequestOverdue.class::isInstance)
                    .map(RequestOverdue.class::cast)
                    .forEach(
                            overdue ->
                                    assertThat(KnownFacts.day(overdue.dueAt().minusMillis(1)))
                                            .isBetween(
                                                    received.plusMonths(extended ? 3 : 1), latest));
        }
    }

    long overdue() {
        return requests.stream().filter(asked -> asked.has(RequestOverdue.class)).count();
    }
}
