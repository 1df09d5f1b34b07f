// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.temoin.transparency.tree.Tile;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The tiles that proofs are made of. What a tile of some width holds never changes, so what was
 * read is kept: the upper levels and the right edge of the last head, of which every proof needs
 * some, are few. For several threads.
 */
@Singleton
class KnownTiles {

    /** A log of ten million has a megabyte of tiles above those of its leaves. */
    private static final long BYTES = 8L << 20;

    private record Key(String shard, Tile tile) {}

    private final LogStore store;
    private final Counter reads;
    private final Cache<Key, byte[]> known =
            Caffeine.newBuilder()
                    .maximumWeight(BYTES)
                    .<Key, byte[]>weigher((_, content) -> content.length)
                    .executor(Runnable::run)
                    .build();

    KnownTiles(LogStore store, MeterRegistry meters) {
        this.store = store;
        this.reads =
                Counter.builder("temoin.audit.proof.tiles.read")
                        .description("Tiles read from the database to make proofs")
                        .register(meters);
    }

    /** Tiles of a shard, by at most one statement; those that are not there are missing. */
    Uni<Map<Tile, byte[]>> load(String shard, Set<Tile> wanted) {
        Map<Tile, byte[]> found = new HashMap<>();
        Set<Tile> missing = new LinkedHashSet<>();
        for (Tile tile : wanted) {
            byte[] content = known.getIfPresent(new Key(shard, tile));
            if (content == null) {
                missing.add(tile);
            } else {
                found.put(tile, content);
            }
        }
        return store.tiles(shard, missing)
                .map(
                        read -> {
                            reads.increment(read.size());
                            read.forEach((tile, bytes) -> keep(new Key(shard, tile), bytes));
                            found.putAll(read);
                            return found;
                        });
    }

    /** The full tiles of leaves are many, and each is asked for by few. */
    private void keep(Key key, byte[] content) {
        if (key.tile().level() > 0 || !key.tile().full()) {
            known.put(key, content);
        }
    }
}
