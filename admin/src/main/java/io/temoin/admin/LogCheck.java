// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the logs of the trail are what was signed and shown of them. A log that is behind is no
 * fault that can be repaired: audit-service stops it, so that it never shows two histories.
 */
final class LogCheck {

    private static final String TOPIC = "audit.checkpoints";

    private static final String HEADS = "select shard, size, root from log_head";

    private static final String SIGNED = "select shard, size, root from signed_head";

    private static final String TILES =
            """
            select t.level, t.index, t.width, t.content
            from unnest(?::int[], ?::bigint[]) as w (level, index)
            join log_tile t on t.shard = ? and t.level = w.level and t.index = w.index""";

    private final Database logs;
    private final Database keys;
    private final Report report;
    private final Map<String, TreeHead> heads;

    /**
     * @param logs connection of the feed role to the database of the trail
     * @param keys connection of the owner of the database of signed heads
     */
    LogCheck(Database logs, Database keys, Report report) {
        this.logs = logs;
        this.keys = keys;
        this.report = report;
        this.heads = heads(logs, HEADS);
    }

    /** Compares with the heads that are noted as signed. */
    void checkSigned() {
        compare(heads(keys, SIGNED), "were signed");
        keys.all(
                        "select shard, why from stopped_log",
                        row -> row.getString(1) + ": " + row.getString(2))
                .forEach(
                        stopped ->
                                report.loss(
                                        "A log was stopped before, and stays so until somebody has"
                                                + " looked: "
                                                + stopped));
    }

    /** Compares with the checkpoints that strangers have seen. */
    void checkPublished(Installation installation) {
        Map<String, TreeHead> shown = new TreeMap<>();
        new TopicTail(installation.kafka(), TOPIC)
                .read(
                        Map.of(),
                        copy -> {
                            byte @Nullable [] note = copy.value();
                            if (copy.key() != null && note != null) {
                                head(note)
                                        .ifPresent(
                                                head ->
                                                        shown.merge(
                                                                copy.key(),
                                                                head,
                                                                LogCheck::larger));
                            }
                        });
        compare(shown, "were shown on the topic " + TOPIC);
    }

    private static Optional<TreeHead> head(byte[] note) {
        try {
            return Optional.of(Checkpoint.parse(SignedNote.parse(note).text()).head());
        } catch (Untrusted _) {
            return Optional.empty(); // anybody may write on a topic, and the service ignores it too
        }
    }

    private static TreeHead larger(TreeHead one, TreeHead other) {
        return one.size() < other.size() ? other : one;
    }

    private void compare(Map<String, TreeHead> known, String how) {
        int sound = 0;
        for (Map.Entry<String, TreeHead> one : known.entrySet()) {
            sound += compare(one.getKey(), one.getValue(), how) ? 1 : 0;
        }
        if (sound > 0 || known.isEmpty()) {
            report.sound("%d logs have grown out of the entries that %s.".formatted(sound, how));
        }
    }

    /** Whether the log is what is known of it; if not, says so. */
    private boolean compare(String shard, TreeHead known, String how) {
        TreeHead there = heads.getOrDefault(shard, TreeHead.EMPTY);
        if (there.size() < known.size()) {
            report.loss(
                    ("Log %s has %d entries, but %d %s. audit-service stops this log: it signs"
                                    + " nothing more in it, so that nobody is shown a second"
                                    + " history.")
                            .formatted(shard, there.size(), known.size(), how));
            return false;
        }
        try {
            consistency(shard, known, there);
            return true;
        } catch (Untrusted refusal) {
            report.fault(
                    ("Log %s has not grown out of the %d entries that %s: %s Are the two databases"
                                    + " of one service?")
                            .formatted(shard, known.size(), how, refusal.getMessage()));
            return false;
        }
    }

    private void consistency(String shard, TreeHead before, TreeHead after) {
        Set<Tile> needed = TiledTree.tilesOfConsistency(before.size(), after.size());
        Map<Tile, byte[]> tiles = tiles(shard, needed);
        new TiledTree(
                        after.size(),
                        tile -> {
                            byte[] content = tiles.get(tile);
                            if (content == null) {
                                throw new Untrusted("The database has no " + tile.path() + ".");
                            }
                            return content;
                        })
                .consistency(before.size())
                .verify(before, after);
    }

    private Map<Tile, byte[]> tiles(String shard, Set<Tile> needed) {
        Map<Tile, byte[]> found = new HashMap<>();
        List<Tile> wanted = List.copyOf(needed);
        logs.each(
                TILES,
                row ->
                        wanted.stream()
                                .filter(tile -> isIn(row, tile))
                                .forEach(tile -> found.put(tile, content(row, tile))),
                wanted.stream().map(Tile::level).toArray(Integer[]::new),
                wanted.stream().map(Tile::index).toArray(Long[]::new),
                shard);
        return found;
    }

    private static Map<String, TreeHead> heads(Database database, String query) {
        return database.all(query, row -> Map.entry(row.getString("shard"), head(row))).stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, _) -> one,
                                TreeMap::new));
    }

    private static TreeHead head(ResultSet row) throws SQLException {
        return new TreeHead(row.getLong("size"), Hash.of(row.getBytes("root")));
    }

    private static boolean isIn(ResultSet row, Tile tile) {
        try {
            return tile.level() == row.getInt("level")
                    && tile.index() == row.getLong("index")
                    && tile.width() <= row.getInt("width");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] content(ResultSet row, Tile tile) {
        try {
            return Arrays.copyOf(row.getBytes("content"), tile.width() * Hash.SIZE);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
