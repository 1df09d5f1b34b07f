// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.KeyedFor;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rights.RequestedCorrectionStore.Known;
import io.temoin.consent.rights.domain.Dsr.Received;
import io.temoin.consent.rights.domain.ReceiveDsr;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people who ask for rectification say is wrong, and what would be right: each sealed under a
 * key of its request, and destroyed when retention-service orders the file of the request destroyed
 * or the data of the person is erased.
 */
@Singleton
public class RequestedCorrections {

    /**
     * What somebody said with a request, in words.
     *
     * @param consent the one that they contest; absent if they named none
     */
    public record StatedCorrection(
            UUID request, Instant statedAt, String text, @Nullable UUID consent) {

        /** Words of a person are not for a log. */
        @Override
        public String toString() {
            return "StatedCorrection[request=" + request + "]";
        }
    }

    /** Why a key is destroyed whose person is erased. */
    private static final String ERASED = "ERASURE_UPHELD";

    private final DsrStream requests;
    private final RequestedCorrectionStore store;
    private final ShreddableKeys keys;
    private final Fingerprints fingerprints;
    private final ConsentConfig config;

    RequestedCorrections(
            DsrStream requests,
            RequestedCorrectionStore store,
            ShreddableKeys keys,
            @KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints,
            ConsentConfig config) {
        this.requests = requests;
        this.store = store;
        this.keys = keys;
        this.fingerprints = fingerprints;
        this.config = config;
    }

    /** What a person says with a request, to be sealed with it. */
    public Personal<String> personal(TenantId tenant, UUID request, String text) {
        return Personal.plaintext(text, owner(tenant, request));
    }

    /**
     * Notes that something is said with a request, before the request is recorded: from then on it
     * is in every copy for the person, and is destroyed when the file is.
     */
    public Uni<Void> announce(TenantId tenant, ReceiveDsr command) {
        return command.correction() == null
                ? Uni.createFrom().voidItem()
                : store.add(
                        tenant,
                        command.request(),
                        command.controller(),
                        command.subject(),
                        command.now());
    }

    /** A request with what was said with it; empty when nothing was, or it is destroyed. */
    Uni<Optional<Received>> find(TenantId tenant, UUID request) {
        return requests.load(tenant, request)
                .map(
                        state ->
                                state instanceof Received received
                                                && received.correctionInWords().isPresent()
                                        ? Optional.of(received)
                                        : Optional.empty());
    }

    /** What a person said with requests to one controller, the oldest first. */
    public Uni<List<StatedCorrection>> of(TenantId tenant, PartyId controller, SubjectId subject) {
        return store.list(tenant, controller, subject)
                .toMulti()
                .flatMap(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(
                        one ->
                                find(tenant, one.request())
                                        .map(
                                                received ->
                                                        received.flatMap(
                                                                said -> inWords(one, said))))
                .collect()
                .asList()
                .map(all -> all.stream().flatMap(Optional::stream).toList());
    }

    private static Optional<StatedCorrection> inWords(Known one, Received received) {
        return received.correctionInWords()
                .map(
                        text ->
                                new StatedCorrection(
                                        one.request(), one.statedAt(), text, received.consent()));
    }

    /** The consent that a person named with a request; empty if they named none. */
    public Uni<Optional<UUID>> consentOf(TenantId tenant, UUID request) {
        return requests.load(tenant, request)
                .map(
                        state ->
                                state instanceof Received received
                                        ? Optional.ofNullable(received.consent())
                                        : Optional.empty());
    }

    /**
     * Destroys what was said with these requests, key first; of those without, nothing is changed.
     * May be repeated.
     *
     * @param basis a code
     */
    public Uni<Void> destroy(TenantId tenant, List<UUID> files, String basis, Instant at) {
        return store.known(tenant, files).chain(known -> destroyEach(tenant, known, basis, at));
    }

    /**
     * Destroys what a person whose data is erased said with requests to one controller that are not
     * open any more; what is said with an open one is still to be answered. May be repeated.
     */
    public Uni<Void> destroyOf(TenantId tenant, PartyId controller, SubjectId subject, Instant at) {
        Instant forgotten =
                at.atZone(ZoneOffset.UTC).minus(config.selfService().shownAfterEnd()).toInstant();
        return store.ended(tenant, controller, subject, forgotten)
                .chain(ended -> destroyEach(tenant, ended, ERASED, at));
    }

    private Uni<Void> destroyEach(TenantId tenant, List<UUID> requests, String basis, Instant at) {
        return Multi.createFrom()
                .iterable(requests)
                .onItem()
                .transformToUniAndConcatenate(
                        request ->
                                keys.destroy(
                                                tenant,
                                                new KeyScope.Subject(owner(tenant, request)),
                                                basis,
                                                at)
                                        .call(() -> store.remove(tenant, request)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private SubjectId owner(TenantId tenant, UUID request) {
        return fingerprints.subject(tenant, "dsr", request.toString());
    }
}
