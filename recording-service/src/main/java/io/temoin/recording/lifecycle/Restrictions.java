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

/**
 * Restricts the recordings that requests of people are about, and lifts that again. Whichever comes
 * first, the request or the recording: an upload notes its recording first and then looks for
 * restrictions, whoever restricts does it the other way round. Likewise for a lift that comes at
 * the same time: it notes the end first and then looks at the recordings, and whoever has
 * restricted one looks at the note again.
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
                .chain(
                        () ->
                                store.recordings(
                                        restriction.tenant(),
                                        restriction.controller(),
                                        restriction.subject()))
                .flatMap(found -> settle(restriction.tenant(), restriction.request(), found, now));
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

    private Uni<Void> lift(Restriction lifted, Instant now) {
        return store.recordings(lifted.tenant(), lifted.controller(), lifted.subject())
                .flatMap(found -> free(lifted, found, now));
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
        return store.requests(tenant, controller, subject)
                .flatMap(
                        requests ->
                                Multi.createFrom()
                                        .iterable(requests)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                one -> settle(tenant, one, List.of(recording), now))
                                        .collect()
                                        .last()
                                        .replaceWithVoid());
    }

    /**
     * Brings recordings to what is noted of a request: restricted, or free once that is lifted, be
     * it while they are being restricted.
     */
    private Uni<Void> settle(TenantId tenant, UUID request, List<RecordingId> found, Instant now) {
        return store.find(tenant, request)
                .flatMap(
                        kept ->
                                kept.lifted()
                                        ? free(kept.restriction(), found, now)
                                        : all(found, one -> restrict(kept.restriction(), one, now))
                                                .chain(() -> store.find(tenant, request))
                                                .flatMap(
                                                        again ->
                                                                again.lifted()
                                                                        ? free(
                                                                                again.restriction(),
                                                                                found,
                                                                                now)
                                                                        : Uni.createFrom()
                                                                                .voidItem()));
    }

    private Uni<Void> free(Restriction restriction, List<RecordingId> found, Instant now) {
        return all(found, one -> lift(restriction, one, now));
    }

    private Uni<Void> lift(Restriction restriction, RecordingId recording, Instant now) {
        return handle(
                restriction.tenant(),
                recording,
                new LiftRestriction(restriction.request(), now),
                "lift/" + restriction.request(),
                restriction.cause(),
                restriction.correlation(),
                now);
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
