// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.LogStore.Log;
import io.temoin.audit.log.LogStore.Place;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.TenantId;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.trust.TlogProof;
import jakarta.inject.Singleton;
import java.util.List;

/** What shows a stranger that an entry is in the signed log. Safe for several threads. */
@Singleton
public class Proofs {

    /**
     * A log that strangers can read.
     *
     * @param id in its address
     * @param origin its name, in every checkpoint
     * @param period such as {@code 2026-2}, the second half of the year
     * @param size entries under the last checkpoint
     * @param keys that its checkpoints are verified with (c2sp.org/signed-note)
     */
    public record Published(
            String id, String origin, String period, long size, List<String> keys) {}

    private final LogStore store;
    private final CheckpointSigner signer;

    Proofs(LogStore store, CheckpointSigner signer) {
        this.store = store;
        this.signer = signer;
    }

    /**
     * The proof that the entry of an event is under the checkpoint that is shown: the text of a
     * file that stands for itself (c2sp.org/tlog-proof).
     *
     * @throws Rejected in the {@code Uni}, while the entry is not under a signed checkpoint
     */
    public Uni<byte[]> of(TenantId tenant, String event) {
        return store.place(tenant, event)
                .map(
                        found ->
                                found.filter(Place::isSigned)
                                        .orElseThrow(
                                                () ->
                                                        new Rejected(
                                                                LogProblem.PROOF_NOT_YET,
                                                                "The entry is not under a signed"
                                                                        + " checkpoint yet; ask"
                                                                        + " again in a second.")))
                .flatMap(this::proof);
    }

    private Uni<byte[]> proof(Place place) {
        SignedNote note = SignedNote.parse(place.signed());
        long size = Checkpoint.parse(note.text()).head().size();
        return store.tiles(place.shard(), TiledTree.tilesOfInclusion(place.index(), size))
                .map(
                        tiles ->
                                TlogProof.of(
                                                new TiledTree(size, LogStore.in(tiles))
                                                        .inclusion(place.index()),
                                                note)
                                        .bytes());
    }

    /** The logs of a tenant that have a checkpoint, the oldest first. */
    public Uni<List<Published>> logs(TenantId tenant) {
        return store.logs(tenant)
                .map(
                        logs ->
                                logs.stream()
                                        .filter(log -> log.size() > 0)
                                        .map(this::published)
                                        .toList());
    }

    private Published published(Log log) {
        return new Published(
                log.shard(),
                signer.origin(log.shard()),
                log.period(),
                log.size(),
                signer.verifierKeys(log.shard()).stream().map(VerifierKey::toString).toList());
    }
}
