// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.CheckpointStore.Log;
import io.temoin.audit.log.CheckpointStore.Place;
import io.temoin.audit.log.PlaceStore.Placed;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.TenantId;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.trust.TlogProof;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** An entry is signed within a second or two; for three it is waited for. */
    private static final int LOOKS = 15;

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** So many proofs are made of tiles that are in memory at once. */
    private static final int TOGETHER = 100;

    /**
     * An entry in a log, and what proves it.
     *
     * @param event id of the event that it was made from
     * @param log id of the log
     * @param leaf as it is in the database, and not looked at
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Proven(String event, String log, byte[] leaf, TlogProof proof) {}

    /** A log, whose it is, and how many entries are under its last checkpoint. */
    public record Extent(String log, TenantId tenant, long size) {}

    private final KnownTiles tiles;
    private final CheckpointStore checkpoints;
    private final PlaceStore places;
    private final CheckpointSigner signer;
    private final Witnesses witnesses;

    Proofs(
            KnownTiles tiles,
            CheckpointStore checkpoints,
            PlaceStore places,
            CheckpointSigner signer,
            Witnesses witnesses) {
        this.tiles = tiles;
        this.checkpoints = checkpoints;
        this.places = places;
        this.signer = signer;
        this.witnesses = witnesses;
    }

    /**
     * The leaves of entries, and the proofs that they are under the checkpoint that is shown (files
     * that stand for themselves, c2sp.org/tlog-proof), in the order of {@code events}.
     *
     * @throws Rejected in the {@code Uni}, when one of them is not under a signed checkpoint, and
     *     was not for three seconds
     */
    public Uni<List<Proven>> of(TenantId tenant, List<String> events) {
        return awaited(tenant, events, LOOKS)
                .flatMap(
                        all ->
                                Multi.createFrom()
                                        .iterable(all)
                                        .group()
                                        .intoLists()
                                        .of(TOGETHER)
                                        .onItem()
                                        .transformToUniAndConcatenate(this::proven)
                                        .onItem()
                                        .<Proven>disjoint()
                                        .collect()
                                        .asList());
    }

    /** Who looks at an entry leaves a younger one, and both are often wanted at once. */
    private Uni<List<Placed>> awaited(TenantId tenant, List<String> events, int looks) {
        return places.of(tenant, events)
                .map(found -> inOrder(events, found))
                .onFailure(failure -> isNotYet(failure) && looks > 1)
                .recoverWithUni(
                        () ->
                                Uni.createFrom()
                                        .voidItem()
                                        .onItem()
                                        .delayIt()
                                        .by(PAUSE)
                                        .chain(() -> awaited(tenant, events, looks - 1)));
    }

    private static List<Placed> inOrder(List<String> events, List<Placed> found) {
        Map<String, Placed> byEvent = new HashMap<>();
        found.forEach(placed -> byEvent.put(placed.event(), placed));
        return events.stream()
                .map(event -> Optional.ofNullable(byEvent.get(event)))
                .map(placed -> placed.filter(it -> it.place().isSigned()))
                .map(placed -> placed.orElseThrow(Proofs::notYet))
                .toList();
    }

    private Uni<List<Proven>> proven(List<Placed> some) {
        Map<String, Set<Tile>> wanted = new LinkedHashMap<>();
        some.forEach(
                placed ->
                        wanted.computeIfAbsent(placed.place().shard(), _ -> new HashSet<>())
                                .addAll(tiles(placed.place())));
        return Multi.createFrom()
                .iterable(wanted.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        log ->
                                tiles.of(log.getKey(), log.getValue())
                                        .map(read -> Map.entry(log.getKey(), read)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(read -> some.stream().map(placed -> proven(placed, read)).toList());
    }

    private static Proven proven(Placed placed, Map<String, Map<Tile, byte[]>> tiles) {
        String shard = placed.place().shard();
        return new Proven(
                placed.event(),
                shard,
                placed.leaf(),
                proof(placed.place(), tiles.getOrDefault(shard, Map.of())));
    }

    static Set<Tile> tiles(Place place) {
        return TiledTree.tilesOfInclusion(place.index(), place.size());
    }

    static TlogProof proof(Place place, Map<Tile, byte[]> tiles) {
        return TlogProof.of(
                new TiledTree(place.size(), LogStore.in(tiles)).inclusion(place.index()),
                SignedNote.parse(place.signed()));
    }

    private static boolean isNotYet(Throwable failure) {
        return failure instanceof Rejected refusal && refusal.code() == LogProblem.PROOF_NOT_YET;
    }

    private static Rejected notYet() {
        return new Rejected(
                LogProblem.PROOF_NOT_YET,
                "The entry is not under a signed checkpoint yet; ask again in a second.");
    }

    /**
     * The policy by which a stranger verifies a log: its keys, the witnesses, and how many of these
     * are enough (c2sp.org/tlog-policy).
     *
     * @throws Rejected in the {@code Uni}, when there is no such log
     */
    public Uni<String> policy(String log) {
        return checkpoints
                .checkpoint(log)
                .map(found -> found.orElseThrow(Proofs::unknownLog))
                .map(_ -> witnesses.policy(signer.verifierKeys(log)));
    }

    static Rejected unknownLog() {
        return new Rejected(LogProblem.LOG_UNKNOWN, "There is no such log.");
    }

    /** The logs of all tenants that have their leaves. */
    public Uni<List<Extent>> extents() {
        return checkpoints.extents();
    }

    /** The logs of a tenant that have a checkpoint, the oldest first. */
    public Uni<List<Published>> logs(TenantId tenant) {
        return checkpoints
                .logs(tenant)
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
