// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.disposal.DisposedItemQueries;
import io.temoin.audit.erasure.domain.Erasure;
import io.temoin.audit.erasure.domain.Erasure.Begun;
import io.temoin.audit.erasure.domain.Erasure.Deferred;
import io.temoin.audit.erasure.domain.Erasure.Done;
import io.temoin.audit.erasure.domain.Erasure.Open;
import io.temoin.audit.erasure.domain.ErasureCommand.CompleteErasure;
import io.temoin.audit.erasure.domain.ErasureCommand.ErasedList;
import io.temoin.audit.erasure.domain.ErasureCommand.NoteKeyDestroyed;
import io.temoin.audit.erasure.domain.ErasureEvent;
import io.temoin.audit.erasure.domain.ErasureGround;
import io.temoin.audit.erasure.domain.RemainingItems;
import io.temoin.audit.erasure.domain.RemainingItems.Statement;
import io.temoin.audit.erasure.domain.SubjectErased.Evidence;
import io.temoin.audit.erasure.domain.SubjectErased.Overruling;
import io.temoin.audit.erasure.domain.SubjectErased.Reason;
import io.temoin.audit.evidence.PersonExamination;
import io.temoin.audit.export.ExportRemovals;
import io.temoin.audit.intake.ErasedPersonStore;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.search.ForgottenSearches;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyDestruction;
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
 * so a request that was cut off is completed by the same request again, or, if that never comes, by
 * {@link CutOffErasuresJob}. For several threads.
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
    private final ErasedPersonStore erased;
    private final DisposedItemQueries disposed;

    Erasures(
            ErasureStream stream,
            SubjectKeyring keyring,
            PersonExamination examination,
            ErasureStore store,
            ForgottenSearches searches,
            ExportRemovals exports,
            ErasedPersonStore erased,
            DisposedItemQueries disposed) {
        this.stream = stream;
        this.keyring = keyring;
        this.examination = examination;
        this.store = store;
        this.searches = searches;
        this.exports = exports;
        this.erased = erased;
        this.disposed = disposed;
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
                                    case Deferred _ -> throw unknown();
                                    case Done done -> repeat(metadata, request, done);
                                });
    }

    /** The rights desk has begun it, and the entries are left to their period. */
    private static Rejected unknown() {
        return new Rejected(ErasureProblem.ERASURE_UNKNOWN, "The erasure does not exist.");
    }

    /** The note says which request it was, even if not that request but a job completed it. */
    private Uni<CommandOutcome<Erasure, ErasureEvent>> repeat(
            EventMetadata metadata, Request request, Done done) {
        return note(metadata, request, null)
                .chain(
                        () ->
                                stream.complete(
                                        completing(metadata),
                                        new CompleteErasure(
                                                metadata.commandId(),
                                                new ErasedList(done.entries(), ""),
                                                done.reason(),
                                                done.evidence(),
                                                done.override())));
    }

    private Uni<CommandOutcome<Erasure, ErasureEvent>> begin(
            Caller caller, EventMetadata metadata, Request request) {
        TenantId tenant = metadata.tenant();
        return store.said(tenant, request.subject())
                .flatMap(said -> left(tenant, said))
                .invoke(left -> requireNothingLeft(left, request))
                // While the key is there, everything in them can be compared.
                .chain(() -> examination.ofAll(tenant, request.subject()))
                .chain(() -> carryOut(caller, metadata, request));
    }

    private Uni<List<RemainingItems.Item>> left(TenantId tenant, List<Statement> said) {
        List<String> ids = RemainingItems.of(said).stream().map(RemainingItems.Item::id).toList();
        return disposed.among(tenant, ids).map(gone -> RemainingItems.of(said, gone));
    }

    /** What was begun for a request, no other request goes on with. */
    private Uni<CommandOutcome<Erasure, ErasureEvent>> resume(
            Caller caller, EventMetadata metadata, Request request) {
        return note(metadata, request, null).chain(() -> carryOut(caller, metadata, request));
    }

    private static void requireNothingLeft(List<RemainingItems.Item> left, Request request) {
        if (!left.isEmpty() && request.override() == null) {
            throw new Rejected(
                    ErasureProblem.DATA_LEFT_BEHIND,
                    "Other services still hold data of this person (items: "
                            + left.size()
                            + "). Erase or end it there first; or state in override why the trail"
                            + " may erase the person anyway, for example because the law requires"
                            + " the remaining proofs to be kept.",
                    left.stream().limit(MOST_NAMED).map(Erasures::violation).toList());
        }
    }

    private static Violation violation(RemainingItems.Item item) {
        return new Violation(
                "/subject",
                item.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                switch (item.kind()) {
                    case RECORDING ->
                            "recording-service holds the audio of recording " + item.id() + ".";
                    case CONSENT -> "consent-service holds consent " + item.id() + " in force.";
                    case ENDED_CONSENT ->
                            "consent-service keeps the proof of consent "
                                    + item.id()
                                    + ", which has ended.";
                    case PREFERENCES ->
                            "consent-service holds preferences stated to " + item.id() + ".";
                    case RETAINED_ITEM -> "retention-service tracks recording " + item.id() + ".";
                    case RETAINED_PROOF ->
                            "retention-service keeps the proof of consent or decision "
                                    + item.id()
                                    + ".";
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
                .call(evidence -> note(metadata, request, evidence))
                .call(evidence -> forget(caller, request.subject(), erasure, evidence))
                .call(() -> exports.withdrawAll(metadata, erasure))
                .flatMap(
                        evidence ->
                                complete(
                                        metadata,
                                        erasure,
                                        new Begun(request.reason(), evidence, request.override())));
    }

    private Uni<Void> note(EventMetadata metadata, Request request, @Nullable Evidence evidence) {
        return stream.note(
                ofStep(metadata, "key-destroyed"),
                new NoteKeyDestroyed(
                        metadata.commandId(), request.reason(), evidence, request.override()));
    }

    /** What the trail and saved searches tell of the person. */
    private Uni<Void> forget(
            Caller caller, SubjectId subject, UUID erasure, @Nullable Evidence evidence) {
        return forgetAll(
                        caller.tenant(),
                        subject,
                        erasure,
                        evidence == null ? null : evidence.keyId())
                .chain(() -> searches.forget(caller, subject, erasure));
    }

    /** The rights desk's erasures have ids of requests, by which the trail has events already. */
    private static EventMetadata completing(EventMetadata metadata) {
        return ofStep(metadata, "erased");
    }

    /** What it took is closed first: nothing is added to what the log commits to. */
    private Uni<CommandOutcome<Erasure, ErasureEvent>> complete(
            EventMetadata metadata, UUID erasure, Begun begun) {
        return store.close(metadata.tenant(), erasure)
                .flatMap(
                        taken ->
                                stream.complete(
                                        completing(metadata),
                                        new CompleteErasure(
                                                erasure,
                                                taken,
                                                begun.reason(),
                                                begun.evidence(),
                                                begun.override())));
    }

    /**
     * Until none names the person, for some may come in meanwhile, and there may be many; or until
     * the same request, sent twice, has closed the list.
     */
    private Uni<Void> forgetAll(
            TenantId tenant, SubjectId subject, UUID erasure, @Nullable UUID key) {
        return examination
                .entries(tenant, subject, key)
                .flatMap(
                        entries ->
                                store.forget(tenant, subject, erasure, entries)
                                        .flatMap(
                                                forgotten ->
                                                        entries.isEmpty() || forgotten.isEmpty()
                                                                ? Uni.createFrom().voidItem()
                                                                : forgetAll(
                                                                        tenant, subject, erasure,
                                                                        key)));
    }

    /**
     * Completes an erasure that was cut off after the key was destroyed, on record as done by this
     * service for the reason that was given. Whose key it was, the database of the keys knows. A
     * person who never had one is named nowhere: of them nothing but what is listed was taken, and
     * while that is nothing, only the same request can go on.
     *
     * @return whether it is completed by this
     */
    Uni<Boolean> complete(TenantId tenant, UUID erasure, Instant at) {
        return stream.replay(tenant, erasure)
                .flatMap(
                        replayed ->
                                replayed.state() instanceof Begun begun
                                        ? complete(tenant, erasure, begun, at)
                                        : Uni.createFrom().item(false));
    }

    private Uni<Boolean> complete(TenantId tenant, UUID erasure, Begun begun, Instant at) {
        Caller service = service(tenant, erasure);
        EventMetadata cause = ofStep(byService(service, erasure, at), "completed");
        return forgetCutOff(service, erasure, begun.evidence())
                .flatMap(
                        forgotten ->
                                forgotten
                                        ? exports.withdrawAll(cause, erasure)
                                                .chain(() -> complete(cause, erasure, begun))
                                                .replaceWith(true)
                                        : Uni.createFrom().item(false));
    }

    /** Whether it took all that it can find. */
    private Uni<Boolean> forgetCutOff(Caller service, UUID erasure, @Nullable Evidence evidence) {
        return evidence == null
                ? store.hasTaken(service.tenant(), erasure)
                : erased.ofKey(service.tenant(), evidence.keyId())
                        .flatMap(
                                found ->
                                        found.map(one -> forget(service, one, erasure, evidence))
                                                .orElseGet(() -> Uni.createFrom().voidItem()))
                        .replaceWith(true);
    }

    /**
     * Forgets a person again who was erased, and whom these entries name all the same: an erasure
     * of its own, on record as done by this service. What was read of these entries goes first:
     * were it cut off in between, nothing would name the person any more. Each time it is an
     * erasure of its own, with an id of its own: a second backup may bring back the same entries,
     * and the list of the first erasure is closed. One that is cut off is completed like any other.
     *
     * @return how many entries told of the person
     */
    Uni<Long> forgetAgain(TenantId tenant, SubjectId subject, List<String> entries, Instant at) {
        UUID again = UUID.randomUUID();
        Caller service = service(tenant, again);
        EventMetadata cause = byService(service, again, at);
        Request request =
                new Request(
                        subject, new Reason(ErasureGround.LEGAL_OBLIGATION, "ERASED-BEFORE"), null);
        return searches.forget(service, subject, again)
                .chain(() -> exports.withdrawAll(cause, again))
                .chain(() -> keyring.destroy(tenant, subject, "erased before", cause.at()))
                .map(Erasures::evidence)
                .call(evidence -> note(cause, request, evidence))
                .flatMap(
                        evidence ->
                                store.forget(tenant, subject, again, entries)
                                        .map(forgotten -> forgotten.orElse(0L))
                                        .call(forgotten -> withdrawBegunMeanwhile(forgotten, cause))
                                        .call(
                                                () ->
                                                        complete(
                                                                cause,
                                                                again,
                                                                new Begun(
                                                                        request.reason(),
                                                                        evidence,
                                                                        request.override()))));
    }

    private static EventMetadata byService(Caller service, UUID erasure, Instant at) {
        return new EventMetadata(
                service.tenant(),
                service.asActor(),
                erasure,
                null,
                service.correlation(),
                null,
                null,
                at.truncatedTo(ChronoUnit.MICROS));
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

    static Caller service(TenantId tenant, UUID correlation) {
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
