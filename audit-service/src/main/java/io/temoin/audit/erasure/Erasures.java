// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.erasure.domain.Erasure;
import io.temoin.audit.erasure.domain.Erasure.Done;
import io.temoin.audit.erasure.domain.Erasure.Open;
import io.temoin.audit.erasure.domain.SubjectErased;
import io.temoin.audit.erasure.domain.SubjectErased.Evidence;
import io.temoin.audit.erasure.domain.SubjectErased.Reason;
import io.temoin.audit.export.ExportRemovals;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.search.ForgottenSearches;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.KeyDestruction;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.Decision;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erases persons: first the key, which no backup of the trail has; then what the trail and saved
 * searches tell of them; then the event that says so, which is never a lie. Each step may be
 * repeated, so a request that was cut off is completed by the same request again. For several
 * threads.
 */
@Singleton
public class Erasures {

    private final ErasureStream stream;
    private final SubjectKeyring keyring;
    private final ErasureStore store;
    private final ForgottenSearches searches;
    private final ExportRemovals exports;

    Erasures(
            ErasureStream stream,
            SubjectKeyring keyring,
            ErasureStore store,
            ForgottenSearches searches,
            ExportRemovals exports) {
        this.stream = stream;
        this.keyring = keyring;
        this.store = store;
        this.searches = searches;
        this.exports = exports;
    }

    /**
     * Erases a person, unless {@code metadata}'s command has done what it can: a key that comes
     * with another request erases nobody.
     */
    Uni<Decision<Erasure, SubjectErased>> erase(
            Caller caller, EventMetadata metadata, SubjectId subject, Reason reason) {
        return stream.replay(metadata.tenant(), metadata.commandId())
                .flatMap(
                        replayed ->
                                switch (replayed.state()) {
                                    case Open _ -> carryOut(caller, metadata, subject, reason);
                                    case Done done ->
                                            stream.complete(
                                                    metadata,
                                                    done.entries(),
                                                    done.reason(),
                                                    done.evidence());
                                });
    }

    private Uni<Decision<Erasure, SubjectErased>> carryOut(
            Caller caller, EventMetadata metadata, SubjectId subject, Reason reason) {
        TenantId tenant = metadata.tenant();
        String basis = reason.code().name() + " " + reason.reference();
        return keyring.destroy(tenant, subject, basis, metadata.at())
                .flatMap(
                        destruction ->
                                store.forget(tenant, subject.value())
                                        .call(
                                                () ->
                                                        searches.forget(
                                                                caller,
                                                                subject,
                                                                metadata.commandId()))
                                        .call(
                                                () ->
                                                        exports.withdrawAll(
                                                                metadata, metadata.commandId()))
                                        .flatMap(
                                                entries ->
                                                        stream.complete(
                                                                metadata,
                                                                entries,
                                                                reason,
                                                                evidence(destruction))));
    }

    /**
     * Forgets a person again who was erased, and whom entries name all the same; on record as done
     * by this service. What was read of these entries goes first: were it cut off in between,
     * nothing would name the person any more, and nobody would know what is left to do.
     *
     * @return how many entries told of the person
     */
    public Uni<Long> forgetAgain(TenantId tenant, SubjectId subject, Instant at) {
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
        return searches.forget(service, subject, again)
                .chain(() -> exports.withdrawAll(cause, again))
                .chain(() -> store.forget(tenant, subject.value()))
                .call(entries -> withdrawBegunMeanwhile(entries, cause));
    }

    private Uni<Void> withdrawBegunMeanwhile(long entries, EventMetadata cause) {
        return entries == 0
                ? Uni.createFrom().voidItem()
                : exports.withdrawAll(cause, cause.commandId());
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
