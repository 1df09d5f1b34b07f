// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.transparency.entry.AuditLeaf;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * A log of many entries, made by the library that the service makes it with, in memory, and copied
 * into the tables of an audit-service that is not running. It is signed once that starts.
 */
public final class LargeLog {

    /** The log's id in its address. */
    public static final String SHARD = "bec4".repeat(8);

    /** Of so many entries of the log one is real. */
    private static final int STEP = 250;

    private static final HexFormat HEX = HexFormat.of();
    private static final int BUFFER = 256 * 1024;

    private LargeLog() {}

    /**
     * An entry that a service took in, and where it is in the log.
     *
     * @param id of its event
     * @param leaf as the service made it, of what the trail has and of its salts
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Real(String id, byte[] leaf) {}

    /** How many real entries a log of this size takes, evenly over all of it. */
    public static int reals(int entries) {
        return entries / STEP;
    }

    /** The place of one of the real entries. */
    public static long place(int real) {
        return (long) real * STEP + STEP / 2;
    }

    /** The first entries that are in the log of a service, in their order: so many. */
    public static List<Real> reals(Database audit, int count) {
        return audit.query(
                "select event_id, leaf from log_leaf where tenant = '"
                        + LargeTrail.TENANT
                        + "' order by index limit "
                        + count,
                rows -> {
                    List<Real> reals = new ArrayList<>();
                    while (rows.next()) {
                        reals.add(new Real(rows.getString(1), rows.getBytes(2)));
                    }
                    return reals;
                });
    }

    /** The leaf of an entry, the same whenever it is asked for: an id and a hash like any other. */
    public static AuditLeaf leaf(long entry) {
        SplittableRandom random = new SplittableRandom(entry);
        byte[] commitment = new byte[Hash.SIZE];
        random.nextBytes(commitment);
        return new AuditLeaf(new UUID(random.nextLong(), random.nextLong()), Hash.of(commitment));
    }

    /**
     * Makes the log of the first entries of a {@link LargeTrail}; those of other tenants are in it
     * too, so that it has the size that is asked for. Between them are the real ones, of which the
     * service can give a proof: it gives none of an entry that its leaf does not commit to.
     *
     * <p>The logs that were there are forgotten before.
     *
     * @param rig with an audit-service that is not running
     */
    public static void fill(Rig rig, int entries, List<Real> reals) {
        rig.forgetLogs();
        Database audit = rig.database("audit");
        BulkTable leaves = BulkTable.empty(audit, "log_leaf");
        TreeHead head = copy(audit, entries, reals);
        leaves.complete();
        audit.execute("vacuum (analyze) log_tile");
        open(audit, head);
    }

    private static TreeHead copy(Database audit, int entries, List<Real> reals) {
        // Two tables, two connections: COPY has its own to itself.
        try (Connection first = audit.connect();
                Connection second = audit.connect();
                OutputStream leaves =
                        into(first, "log_leaf (shard, index, tenant, event_id, leaf)");
                OutputStream tiles =
                        into(second, "log_tile (shard, level, index, width, content)")) {
            MerkleHasher hasher = new MerkleHasher();
            GrowingTree tree = GrowingTree.empty((tile, hashes) -> write(tiles, tile, hashes));
            for (long entry = 0; entry < entries; entry++) {
                Real placed = placed(entry, reals);
                byte[] leaf = placed.leaf();
                tree.append(hasher.leaf(leaf));
                line(
                        leaves,
                        SHARD,
                        Long.toString(entry),
                        LargeTrail.TENANT,
                        placed.id(),
                        bytea(leaf));
            }
            tree.edge().forEach((tile, hashes) -> write(tiles, tile, hashes));
            return tree.head();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Real placed(long entry, List<Real> reals) {
        int real = (int) (entry / STEP);
        return real < reals.size() && place(real) == entry
                ? reals.get(real)
                : new Real(LargeTrail.id(entry), leaf(entry).bytes());
    }

    private static OutputStream into(Connection connection, String table) throws SQLException {
        return new BufferedOutputStream(
                new PGCopyOutputStream(
                        connection.unwrap(PGConnection.class),
                        "copy " + table + " from stdin",
                        BUFFER),
                BUFFER);
    }

    private static void write(OutputStream tiles, Tile tile, byte[] hashes) {
        try {
            line(
                    tiles,
                    SHARD,
                    Integer.toString(tile.level()),
                    Long.toString(tile.index()),
                    Integer.toString(tile.width()),
                    bytea(hashes));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As COPY reads bytes; the backslash is doubled, since it is COPY's own. */
    private static String bytea(byte[] bytes) {
        return "\\\\x" + HEX.formatHex(bytes);
    }

    private static void line(OutputStream out, String... columns) throws IOException {
        out.write((String.join("\t", columns) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void open(Database audit, TreeHead head) {
        try (Connection connection = audit.connect();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into log_head (shard, tenant, period, size, root)"
                                        + " values (?, ?, '2027-1', ?, ?)")) {
            insert.setString(1, SHARD);
            insert.setString(2, LargeTrail.TENANT);
            insert.setLong(3, head.size());
            insert.setBytes(4, head.root().bytes());
            insert.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
