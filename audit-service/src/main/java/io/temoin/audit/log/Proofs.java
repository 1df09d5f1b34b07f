// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.CheckpointStore.Log;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.InclusionProof;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.trust.TlogProof;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    private static final int ATTEMPTS = 15;

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** So many proofs are made of tiles that are in memory at once. */
    private static final int TOGETHER = 100;

    /**
     * A leaf, and what proves that it is in its log.
     *
     * @param proof none when the log has lost a tile that it needs
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Proven(byte[] leaf, @Nullable TlogProof proof) {

        /** Whether the leaf is under the root of the checkpoint, whoever signed that. */
        public boolean isIncluded() {
            if (proof == null) {
                return false;
            }
            try {
                Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint().text());
                new InclusionProof(proof.index(), checkpoint.head().size(), proof.hashes())
                        .verify(new MerkleHasher().leaf(leaf), checkpoint.head());
                return true;
            } catch (Untrusted _) {
                return false; // who asked knows the entry, and raises the alarm
            }
        }
    }

    private final KnownTiles tiles;
    private final CheckpointStore checkpoints;
    private final CheckpointSigner signer;
    private final Witnesses witnesses;

    Proofs(
            KnownTiles tiles,
            CheckpointStore checkpoints,
            CheckpointSigner signer,
            Witnesses witnesses) {
        this.tiles = tiles;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.witnesses = witnesses;
    }

    /**
     * The proofs that leaves are under the checkpoint that their log shows (files that stand for
     * themselves, c2sp.org/tlog-proof), in the order of {@code signed}.
     */
    public Uni<List<Proven>> load(List<LocatedLeaf> signed) {
        Uni<List<Proven>> all = Uni.createFrom().item(List.of());
        for (List<LocatedLeaf> piece : pieces(signed)) {
            all =
                    all.flatMap(
                            before ->
                                    proven(piece)
                                            .map(
                                                    more ->
                                                            Stream.of(before, more)
                                                                    .flatMap(List::stream)
                                                                    .toList()));
        }
        return all;
    }

    /**
     * Those that are in the signed tree of their log, in the same order: a row in the table of
     * leaves alone says nothing, so the tiles must prove it under a root that we signed.
     *
     * @param placed where each is said to be
     * @throws Rejected in the {@code Uni}, as {@link LocatedLeaf#notYet} does, while the checkpoint
     *     of such a log is signed by none of the keys of today
     */
    public <T> Uni<List<T>> included(List<T> all, Function<T, @Nullable LocatedLeaf> placed) {
        List<T> signed =
                all.stream().filter(one -> LocatedLeaf.isSigned(placed.apply(one))).toList();
        List<LocatedLeaf> leaves =
                signed.stream().map(one -> Objects.requireNonNull(placed.apply(one))).toList();
        return load(leaves)
                .invoke(() -> requireOurs(leaves))
                .map(
                        proven ->
                                IntStream.range(0, signed.size())
                                        .filter(i -> proven.get(i).isIncluded())
                                        .mapToObj(signed::get)
                                        .toList());
    }

    private void requireOurs(List<LocatedLeaf> leaves) {
        boolean ours =
                leaves.stream()
                        .map(LocatedLeaf::location)
                        .map(where -> List.of(where.shard(), where.signed()))
                        .distinct()
                        .allMatch(one -> signer.hasSigned(one.getFirst(), one.getLast()));
        if (!ours) {
            throw LocatedLeaf.notYet();
        }
    }

    /** Not too many at once, and each of one log. */
    private static List<List<LocatedLeaf>> pieces(List<LocatedLeaf> all) {
        List<List<LocatedLeaf>> pieces = new ArrayList<>();
        int from = 0;
        for (int next = 1; next <= all.size(); next++) {
            boolean ends =
                    next == all.size()
                            || next - from == TOGETHER
                            || !all.get(next)
                                    .location()
                                    .shard()
                                    .equals(all.get(from).location().shard());
            if (ends) {
                pieces.add(all.subList(from, next));
                from = next;
            }
        }
        return pieces;
    }

    /**
     * What is read, once all of it is signed. Who looks at an entry leaves a younger one, and both
     * are often wanted at once.
     *
     * @param read asked again for three seconds, while it fails as {@link LocatedLeaf#signed} does
     */
    public static <T> Uni<T> awaited(Supplier<Uni<T>> read) {
        return awaited(read, ATTEMPTS);
    }

    private static <T> Uni<T> awaited(Supplier<Uni<T>> read, int attempts) {
        return read.get()
                .onFailure(failure -> isNotYet(failure) && attempts > 1)
                .recoverWithUni(
                        () ->
                                Uni.createFrom()
                                        .voidItem()
                                        .onItem()
                                        .delayIt()
                                        .by(PAUSE)
                                        .chain(() -> awaited(read, attempts - 1)));
    }

    private Uni<List<Proven>> proven(List<LocatedLeaf> some) {
        String log = some.getFirst().location().shard();
        Set<Tile> wanted = new HashSet<>();
        some.forEach(placed -> wanted.addAll(tiles(placed.location())));
        return tiles.load(log, wanted).map(read -> proven(some, read));
    }

    /** One tree for all: the proofs of neighbours have most of their hashes in common. */
    private static List<Proven> proven(List<LocatedLeaf> some, Map<Tile, byte[]> read) {
        Map<Long, TiledTree> trees = new HashMap<>();
        return some.stream()
                .map(
                        placed ->
                                new Proven(
                                        placed.leaf(),
                                        proofUnlessLost(
                                                placed.location(),
                                                trees.computeIfAbsent(
                                                        placed.location().size(),
                                                        size ->
                                                                new TiledTree(
                                                                        size, LogStore.in(read))))))
                .toList();
    }

    private static @Nullable TlogProof proofUnlessLost(LeafLocation location, TiledTree tree) {
        try {
            return proof(location, tree);
        } catch (Untrusted _) {
            return null; // who asked knows the entry, and raises the alarm
        }
    }

    static Set<Tile> tiles(LeafLocation location) {
        return TiledTree.tilesOfInclusion(location.index(), location.size());
    }

    static TlogProof proof(LeafLocation location, Map<Tile, byte[]> tiles) {
        return proof(location, new TiledTree(location.size(), LogStore.in(tiles)));
    }

    private static TlogProof proof(LeafLocation location, TiledTree tree) {
        return TlogProof.of(tree.inclusion(location.index()), SignedNote.parse(location.signed()));
    }

    /** Whether something failed only since it is not under a signed checkpoint yet. */
    public static boolean isNotYet(Throwable failure) {
        return failure instanceof Rejected refusal && refusal.code() == LogProblem.PROOF_NOT_YET;
    }

    /**
     * The policy by which a stranger verifies a log: its keys, those of the log of logs, which
     * vouches for it once it is pruned, the witnesses, and how many of these are enough
     * (c2sp.org/tlog-policy).
     *
     * @throws Rejected in the {@code Uni}, when there is no such log
     */
    public Uni<byte[]> policy(String log) {
        return checkpoints
                .checkpoint(log)
                .map(found -> found.orElseThrow(Proofs::unknownLog))
                .map(_ -> policy(List.of(log)));
    }

    /** The same for several logs, which are there. */
    public byte[] policy(Collection<String> logs) {
        return witnesses.policy(
                Stream.concat(logs.stream(), Stream.of(CheckpointStore.LOG_OF_LOGS))
                        .distinct()
                        .flatMap(each -> signer.verifierKeys(each).stream())
                        .toList());
    }

    static Rejected unknownTile() {
        return new Rejected(LogProblem.TILE_UNKNOWN, "The signed log does not have this tile.");
    }

    /** What is answered where a log that was pruned, or has lost a tile, cannot prove something. */
    static Rejected withoutTile() {
        return new Rejected(
                LogProblem.TILE_UNKNOWN,
                "The log no longer has all the tiles needed for this proof.");
    }

    static Rejected unknownLog() {
        return new Rejected(LogProblem.LOG_UNKNOWN, "The log does not exist.");
    }

    /** The logs of all tenants that have their leaves. */
    public Uni<List<LogSize>> logSizes() {
        return checkpoints.logSizes();
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
