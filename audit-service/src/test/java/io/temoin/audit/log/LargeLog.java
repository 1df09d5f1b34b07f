// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.audit.Database;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A log of many entries, stored as the service would have grown and signed it. */
final class LargeLog {

    private final GrowingTree tree;
    private final Map<Tile, byte[]> tiles = new LinkedHashMap<>();

    private LargeLog(long size) {
        MerkleHasher hasher = new MerkleHasher();
        tree = GrowingTree.empty(tiles::put);
        for (long index = 0; index < size; index++) {
            tree.append(hasher.leaf(leaf(index)));
        }
        tiles.putAll(tree.edge());
    }

    /** As PostgreSQL's {@code int8send}. */
    private static byte[] leaf(long index) {
        return ByteBuffer.allocate(Long.BYTES).putLong(index).array();
    }

    /** Stores one, and returns its id. */
    static String create(CheckpointSigner signer, long size) throws SQLException {
        String shard = UUID.randomUUID().toString().replace("-", "");
        new LargeLog(size).store(shard, signer);
        return shard;
    }

    private void store(String shard, CheckpointSigner signer) throws SQLException {
        try (Connection feed = Database.as("feed")) {
            run(
                    feed,
                    """
                    insert into log_leaf (shard, index, tenant, leaf)
                    select ?, i, ?, int8send(i) from generate_series(0, ? - 1) i""",
                    List.of(shard, shard, tree.size()));
            for (Map.Entry<Tile, byte[]> tile : tiles.entrySet()) {
                Tile place = tile.getKey();
                run(
                        feed,
                        """
                        insert into log_tile (shard, level, index, width, content)
                        values (?, ?, ?, ?, ?)""",
                        List.of(
                                shard,
                                place.level(),
                                place.index(),
                                place.width(),
                                tile.getValue()));
            }
            run(
                    feed,
                    """
                    insert into log_head (shard, tenant, period, size, root, checkpoint,
                      checkpoint_size, checkpoint_at)
                    values (?, ?, '2026-2', ?, ?, ?, ?, now())""",
                    List.of(
                            shard,
                            shard,
                            tree.size(),
                            tree.root().bytes(),
                            signer.sign(shard, tree.head()).note(),
                            tree.size()));
        }
    }

    private static void run(Connection connection, String sql, List<Object> values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.execute();
        }
    }
}
