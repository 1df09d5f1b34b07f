// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.requests.Organisations;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyDestroyed;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The streams {@code contact-<controller>-<subject>}: one per controller and data subject, so that
 * one append is the whole consistency boundary of a decision.
 */
@Singleton
public class ContactPermissionStream {

    private static final String CATEGORY = "contact";

    private final CommandHandler<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            handler;

    ContactPermissionStream(EventStore store, ShreddableKeys keys) {
        this.handler = new CommandHandler<>(store, codec(keys), new ContactPermissionDecider());
    }

    static EventCodec<ContactPermissionEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(ContactPermissionEvent.class, keys);
    }

    /** The caller as rules see it. */
    public static ActingParty partyOf(Caller caller) {
        return new ActingParty(
                Organisations.of(caller, ConsentProblem.CONTROLLER_NOT_AUTHORISED),
                caller.onBehalfOf().stream()
                        .filter(PartyId::isOne)
                        .map(PartyId::new)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Handles a command; an erased person is answered with {@code SUBJECT_ERASED}. */
    public Uni<CommandOutcome<ContactPermission, ContactPermissionEvent>> handle(
            PartyId controller,
            SubjectId subject,
            ContactPermissionCommand command,
            EventMetadata metadata) {
        return handler.handle(streamOf(controller, subject), command, metadata)
                .onFailure(KeyDestroyed.class)
                .transform(_ -> erased());
    }

    /**
     * Everything that happened between a controller and a subject, oldest first; nothing for a
     * caller whose token does not reach that controller. Which of it exists for the caller is asked
     * of each part that is shown.
     */
    public Uni<List<RecordedEvent<ContactPermissionEvent>>> history(
            Caller caller, PartyId controller, SubjectId subject) {
        return caller.reaches(controller.value())
                ? handler.history(caller.tenant(), streamOf(controller, subject))
                : Uni.createFrom().item(List.of());
    }

    /** The same, for the person whose data it is. */
    public Uni<List<RecordedEvent<ContactPermissionEvent>>> history(
            TenantId tenant, PartyId controller, SubjectId subject) {
        return handler.history(tenant, streamOf(controller, subject));
    }

    /**
     * Everything that happened in one of these streams that was not disposed of, oldest first; none
     * for any other stream. Shown to nobody: it is asked for to find out what may be disposed of.
     */
    public Uni<List<RecordedEvent<ContactPermissionEvent>>> history(
            TenantId tenant, StreamId stream) {
        return stream.category().equals(CATEGORY)
                ? handler.history(tenant, stream)
                : Uni.createFrom().item(List.of());
    }

    /**
     * A recorded decision; none where none is named, and for a caller who does not act for that
     * controller.
     */
    public Uni<Optional<CallDecided>> decision(
            Caller caller, PartyId controller, SubjectId subject, @Nullable UUID decision) {
        if (decision == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return history(caller, controller, subject)
                .map(
                        history ->
                                history.stream()
                                        .map(RecordedEvent::event)
                                        .filter(CallDecided.class::isInstance)
                                        .map(CallDecided.class::cast)
                                        .filter(decided -> decided.decision().equals(decision))
                                        .findFirst());
    }

    /**
     * What is known of many people, in their order. The reads are put together into few statements.
     */
    public Uni<List<ContactPermission>> load(
            TenantId tenant, PartyId controller, List<SubjectId> people) {
        return Uni.join()
                .all(
                        people.stream()
                                .map(
                                        person ->
                                                handler.replay(tenant, streamOf(controller, person))
                                                        .map(Replayed::state))
                                .toList())
                .andFailFast();
    }

    private static StreamId streamOf(PartyId controller, SubjectId subject) {
        return new StreamId(CATEGORY, controller.value() + "-" + subject.value());
    }

    private static Rejected erased() {
        return new Rejected(
                ConsentProblem.SUBJECT_ERASED,
                "The person's data has been erased; the number cannot be stored again for this"
                        + " person.");
    }
}
