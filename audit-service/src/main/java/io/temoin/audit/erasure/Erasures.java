// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.erasure.domain.Erasure;
import io.temoin.audit.erasure.domain.Erasure.Begun;
import io.temoin.audit.erasure.domain.Erasure.Done;
import io.temoin.audit.erasure.domain.Erasure.Open;
import io.temoin.audit.erasure.domain.ErasureCommand.CompleteErasure;
import io.temoin.audit.erasure.domain.ErasureCommand.ErasedList;
import io.temoin.audit.erasure.domain.ErasureCommand.NoteKeyDestroyed;
import io.temoin.audit.erasure.domain.ErasureEvent;
import io.temoin.audit.erasure.domain.ErasureGround;
import io.temoin.audit.erasure.domain.LeftBehind;
import io.temoin.audit.erasure.domain.SubjectErased.Evidence;
import io.temoin.audit.erasure.domain.SubjectErased.Overruling;
import io.temoin.audit.erasure.domain.SubjectErased.Reason;
import io.temoin.audit.evidence.PersonExamination;
import io.temoin.audit.export.ExportRemovals;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.search.ForgottenSearches;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.KeyDestruction;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erases persons: first every entry is held against its leaf; then the key goes, which no backup of
 * the trail has, and that it went is on record; then what the trail and saved searches tell of
 * them; then the event that says what was taken, which is never a lie. Each step may be repeated,
 * so a request that was cut off is completed by the same request again. For several threads.
 */
@Singleton
public class Erasures {

    /** Of what is left behind, so many are named. */
    private static final int MOST_NAMED = 20;

    /**
     * An erasure to carry out.
     *
     * @param override why it is done whatever other services still hold; {@code null} if not
     */
    record Request(SubjectId subject, Reason reason, @Nullable Overruling override) {}

    private final ErasureStream stream;
    private final SubjectKeyring keyring;
    private final PersonExamination examination;
    private final ErasureStore store;
    private final ForgottenSearches searches;
    private final ExportRemovals exports;

    Erasures(
            ErasureStream stream,
            SubjectKeyring keyring,
            PersonExamination examination,
            ErasureStore store,
            ForgottenSearches searches,
            ExportRemovals exports) {
        this.stream = stream;
        this.keyring = keyring;
        this.examination = examination;
        this.store = store;
        this.searches = searches;
        this.exports = exports;
    }

    /**
     * Erases a person, unless {@code metadata}'s command has done what it can: a key that comes
     * with another request erases nobody.
     *
     * @throws Rejected in the {@code Uni}, when other services still hold something of the person
     */
    Uni<CommandOutcome<Erasure, ErasureEvent>> erase(
            Caller caller, EventMetadata metadata, Request request) {
        return stream.replay(metadata.tenant(), metadata.commandId())
                .flatMap(
                        replayed ->
                                switch (replayed.state()) {
                                    case Open _ -> begin(caller, metadata, request);
                                    case Begun _ -> resume(caller, metadata, request);
                                    case Done done ->
                                            stream.complete(
                                                    metadata,
                                                    new CompleteErasure(
                                                            metadata.commandId(),
                                                            new ErasedList(done.entries(), ""),
                                                            done.reason(),
                                                            done.evidence(),
                                                            done.override()));
                                });
    }

    private Uni<CommandOutcome<Erasure, ErasureEvent>> begin(
            Caller caller, EventMetadata metadata, Request request) {
        TenantId tenant = metadata.tenant();
        return store.said(tenant, request.subject())
                .invoke(said -> requireNothingLeft(LeftBehind.of(said), request))
                // While the key is there, everything in them can be compared.
                .chain(() -> examination.entries(tenant, request.subject(), null))
                .chain(() -> carryOut(caller, metadata, request));
    }

    /** What was begun for a request, no other request goes on with. */
    private Uni<CommandOutcome<Erasure, ErasureEvent>> resume(
            Caller caller, EventMetadata metadata, Request request) {
        return note(metadata, null).chain(() -> carryOut(caller, metadata, request));
    }

    private static void requireNothingLeft(List<LeftBehind.Item> left, Request request) {
        if (!left.isEmpty() && request.override() == null) {
            throw new Rejected(
                    ErasureProblem.DATA_LEFT_BEHIND,
                    "Other services still hold "
                            + left.size()
                            + (left.size() == 1 ? " item" : " items")
                            + " of this person. Erase or end them there first; or state in"
                            + " override why the trail may erase the person anyway, for example"
                            + " because the law requires the remaining proofs to be kept.",
                    left.stream().limit(MOST_NAMED).map(Erasures::violation).toList());
        }
    }

    private static Violation violation(LeftBehind.Item item) {
        return new Violation(
                "/subject",
                item.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                switch (item.kind()) {
                    case RECORDING -> "recording-service holds the audio of recording " + item.id();
                    case CONSENT -> "consent-service holds consent " + item.id() + " in force";
                    case ENDED_CONSENT ->
                            "consent-service keeps the proof of consent "
                                    + item.id()
                                    + ", which has ended";
                    case PREFERENCES -> "consent-service holds preferences stated to " + item.id();
                    case RETAINED_ITEM -> "retention-service tracks recording " + item.id();
                    case RETAINED_PROOF ->
                            "retention-service keeps the proof of consent or decision " + item.id();
                });
    }

    private Uni<CommandOutcome<Erasure, ErasureEvent>> carryOut(
            Caller caller, EventMetadata metadata, Request request) {
        TenantId tenant = metadata.tenant();
        UUID erasure = metadata.commandId();
        Reason reason = request.reason();
        String basis = reason.code().name() + " " + reason.reference();
        return keyring.destroy(tenant, request.subject(), basis, metadata.at())
                .map(Erasures::evidence)
                .call(evidence -> note(metadata, evidence))
                .call(
                        evidence ->
                                forgetAll(
                                        tenant,
                                        request.subject(),
                                        erasure,
                                        evidence == null ? null : evidence.keyId()))
                .call(() -> searches.forget(caller, request.subject(), erasure))
                .call(() -> exports.withdrawAll(metadata, erasure))
                .flatMap(evidence -> complete(metadata, request, evidence));
    }

    private Uni<Void> note(EventMetadata metadata, @Nullable Evidence evidence) {
        return stream.note(
                ofStep(metadata, "key-destroyed"),
                new NoteKeyDestroyed(metadata.commandId(), evidence));
    }

    private Uni<CommandOutcome<Erasure, ErasureEvent>> complete(
            EventMetadata metadata, Request request, @Nullable Evidence evidence) {
        return store.taken(metadata.tenant(), metadata.commandId())
                .flatMap(
                        taken ->
                                stream.complete(
                                        metadata,
                                        new CompleteErasure(
                                                metadata.commandId(),
                                                taken,
                                                request.reason(),
                                                evidence,
                                                request.override())));
    }

    /** Until none names the person: some may come in meanwhile, and there may be many. */
    private Uni<Void> forgetAll(
            TenantId tenant, SubjectId subject, UUID erasure, @Nullable UUID key) {
        return examination
                .entries(tenant, subject, key)
                .flatMap(
                        entries ->
                                store.forget(tenant, subject, erasure, entries)
                                        .flatMap(
                                                forgotten ->
                                                        forgotten == 0
                                                                ? Uni.createFrom().voidItem()
                                                                : forgetAll(
                                                                        tenant, subject, erasure,
                                                                        key)));
    }

    /**
     * Forgets a person again who was erased, and whom these entries name all the same: an erasure
     * of its own, on record as done by this service. What was read of these entries goes first:
     * were it cut off in between, nothing would name the person any more, and nobody would know
     * what is left to do.
     *
     * @return how many entries told of the person
     */
    Uni<Long> forgetAgain(TenantId tenant, SubjectId subject, List<String> entries, Instant at) {
        UUID again = UUID.randomUUID();
        Caller service = service(tenant, again);
        EventMetadata cause =
                new EventMetadata(
                        tenant,
                        service.asActor(),
                        again,
                        null,
                        service.correlation(),
                        null,
                        null,
                        at.truncatedTo(ChronoUnit.MICROS));
        Request request =
                new Request(
                        subject, new Reason(ErasureGround.LEGAL_OBLIGATION, "ERASED-BEFORE"), null);
        return searches.forget(service, subject, again)
                .chain(() -> exports.withdrawAll(cause, again))
                .chain(() -> keyring.destroy(tenant, subject, "erased before", cause.at()))
                .map(Erasures::evidence)
                .call(evidence -> note(cause, evidence))
                .flatMap(
                        evidence ->
                                store.forget(tenant, subject, again, entries)
                                        .call(forgotten -> withdrawBegunMeanwhile(forgotten, cause))
                                        .call(() -> complete(cause, request, evidence)));
    }

    private Uni<Void> withdrawBegunMeanwhile(long entries, EventMetadata cause) {
        return entries == 0
                ? Uni.createFrom().voidItem()
                : exports.withdrawAll(cause, cause.commandId());
    }

    /** Every step has a command of its own, which is the same whenever it is repeated. */
    private static EventMetadata ofStep(EventMetadata metadata, String step) {
        String command = metadata.commandId() + "/" + step;
        return new EventMetadata(
                metadata.tenant(),
                metadata.actor(),
                UUID.nameUUIDFromBytes(command.getBytes(StandardCharsets.UTF_8)),
                metadata.requestHash(),
                metadata.correlation(),
                metadata.causation(),
                metadata.traceparent(),
                metadata.at());
    }

    private static Caller service(TenantId tenant, UUID correlation) {
        Actor service = Actor.service("audit-service");
        return new Caller(
                tenant,
                service.id(),
                service.organisation(),
                Set.of(),
                Set.of(service.role()),
                null,
                correlation.toString(),
                null);
    }

    private static @Nullable Evidence evidence(KeyDestruction destruction) {
        @Nullable UUID key = destruction.keyId();
        @Nullable String fingerprint = destruction.fingerprint();
        return key == null || fingerprint == null ? null : new Evidence(key, fingerprint);
    }
}
