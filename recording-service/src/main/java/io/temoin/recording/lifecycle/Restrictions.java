// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.lifecycle.RestrictionStore.Restriction;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingCommand;
import io.temoin.recording.lifecycle.domain.RecordingCommand.HonourSubjectAct;
import io.temoin.recording.lifecycle.domain.RecordingCommand.LiftRestriction;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RestrictRecording;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Restricts the recordings that requests of people are about, and lifts that again. Whichever comes
 * first, the request or the recording: an upload notes its recording first and then looks for
 * restrictions, whoever restricts does it the other way round.
 */
@ApplicationScoped
class Restrictions {

    private static final String NAME = "recording-restrictions";
    private static final int AT_ONCE = 8;

    private final RestrictionStore store;
    private final RecordingStream recordings;

    Restrictions(RestrictionStore store, RecordingStream recordings) {
        this.store = store;
        this.recordings = recordings;
    }

    /**
     * Restricts every recording that is there, and those to come; by what was noted first, since
     * both services tell of an objection.
     */
    Uni<Void> restrict(Restriction restriction, Instant now) {
        return store.keep(restriction)
                .chain(() -> noted(restriction))
                .flatMap(
                        noted ->
                                noted == null
                                        ? Uni.createFrom().voidItem()
                                        : each(noted, one -> restrict(noted, one, now)));
    }

    /** Lifts what a request restricts; another one may still restrict the same. */
    Uni<Void> lift(TenantId tenant, UUID request, Instant now) {
        return store.lift(tenant, request)
                .flatMap(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : lift(found.getFirst(), now));
    }

    /** Ends what an act ends of every recording of the person, before anything is lifted. */
    Uni<Void> honour(RecordedAct said, Instant now) {
        return store.recordings(said.tenant(), said.controller(), said.subject())
                .flatMap(
                        found ->
                                all(
                                        found,
                                        one ->
                                                handle(
                                                        said.tenant(),
                                                        one,
                                                        new HonourSubjectAct(said.act(), now),
                                                        "upheld/" + said.act().id(),
                                                        said.cause(),
                                                        said.correlation(),
                                                        now)));
    }

    /** Restricts a recording that has just been registered. */
    Uni<Void> applyTo(
            TenantId tenant,
            PartyId controller,
            SubjectId subject,
            RecordingId recording,
            Instant now) {
        return store.open(tenant, controller, subject)
                .flatMap(
                        open ->
                                Multi.createFrom()
                                        .iterable(open)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                one -> restrict(one, recording, now))
                                        .collect()
                                        .last()
                                        .replaceWithVoid());
    }

    /** As it was noted; {@code null} once it is lifted. */
    private Uni<@Nullable Restriction> noted(Restriction restriction) {
        return store.open(restriction.tenant(), restriction.controller(), restriction.subject())
                .map(
                        open ->
                                open.stream()
                                        .filter(one -> one.request().equals(restriction.request()))
                                        .findFirst()
                                        .orElse(null));
    }

    private Uni<Void> lift(Restriction restriction, Instant now) {
        return each(
                restriction,
                one ->
                        handle(
                                restriction.tenant(),
                                one,
                                new LiftRestriction(restriction.request(), now),
                                "lift/" + restriction.request(),
                                restriction.cause(),
                                restriction.correlation(),
                                now));
    }

    private Uni<Void> restrict(Restriction restriction, RecordingId recording, Instant now) {
        return handle(
                restriction.tenant(),
                recording,
                new RestrictRecording(
                        restriction.request(),
                        restriction.recording(),
                        restriction.decision(),
                        restriction.statedAt(),
                        now),
                // Of a recording that is not registered yet, nothing is recorded: then it is tried
                // again when it is.
                "restrict/" + restriction.request(),
                restriction.cause(),
                restriction.correlation(),
                now);
    }

    private Uni<Void> each(Restriction restriction, Function<RecordingId, Uni<Void>> work) {
        return store.recordings(
                        restriction.tenant(), restriction.controller(), restriction.subject())
                .flatMap(found -> all(found, work));
    }

    /** What fails, fails all: the message is taken again. */
    private static Uni<Void> all(List<RecordingId> found, Function<RecordingId, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUni(work::apply)
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> handle(
            TenantId tenant,
            RecordingId recording,
            RecordingCommand command,
            String identity,
            String cause,
            String correlation,
            Instant now) {
        String whole = NAME + "/" + tenant + "/" + recording + "/" + identity;
        UUID id = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
        return recordings
                .handle(
                        recording,
                        command,
                        new EventMetadata(
                                tenant,
                                Actor.service(NAME),
                                id,
                                null,
                                correlation,
                                cause,
                                null,
                                now))
                .replaceWithVoid();
    }
}
