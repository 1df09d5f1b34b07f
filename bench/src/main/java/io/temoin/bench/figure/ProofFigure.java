// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.ClosedLoop;
import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.AuditLog;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.LargeLog;
import io.temoin.bench.rig.LargeLog.Real;
import io.temoin.bench.rig.LargeTrail;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.tree.InclusionProof;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import io.temoin.transparency.trust.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Proofs of any entries of a log of ten million, over HTTP, against a select of one row by its key
 * on a connection of the database. The log is made by the library and signed by the service.
 */
final class ProofFigure implements Figure {

    private static final int CLIENTS = 4;
    private static final double P99 = 99;
    private static final int CHECKED = 200;
    private static final int COUNTED = 100_000;
    private static final String TILES_READ = "temoin_audit_proof_tiles_read_total";

    @Override
    public String name() {
        return "proof";
    }

    @Override
    public List<Row> measure(Session session) throws IOException {
        Rig rig = session.rig();
        int entries = session.size(80_000, 10_000_000);
        Database database = rig.database("audit");
        List<Real> reals = fill(session, database, entries);
        List<Double> measured = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        List<Double> tiles = new ArrayList<>();
        try (ServerProcess audit = rig.audit()) {
            try (AuditLog log = AuditLog.of(database)) {
                log.await(entries);
            }
            requireProofs(rig, audit, reals, entries);
            session.warmUp(
                    () -> {
                        selects(database, entries, session.trial());
                        return proofs(rig, audit, reals, session.warmUp()).count();
                    });
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                limits.add(selects(database, entries, session.run()).percentile(P99));
                double read = audit.counter(TILES_READ);
                ClosedLoop.Times proofs = proofs(rig, audit, reals, session.run());
                tiles.add((audit.counter(TILES_READ) - read) / proofs.count());
                measured.add(proofs.percentile(P99));
                rates.add((double) proofs.count() / session.run().toSeconds());
                session.say(
                        "  proof: p99 %.2f ms (p50 %.2f ms), select p99 %.2f ms"
                                .formatted(
                                        measured.getLast(),
                                        proofs.percentile(50),
                                        limits.getLast()));
            }
            return List.of(
                    new Row(
                            name(),
                            "proof in a log of %,d, p99".formatted(entries),
                            "select of one row by key, p99",
                            "ms",
                            measured,
                            limits,
                            Goal.atMost(10, 5),
                            cpu.foreign(),
                            String.format(
                                    Locale.ROOT,
                                    "%d clients on both sides, sending requests without a pause;"
                                            + " %,.0f proofs per second.",
                                    CLIENTS,
                                    rates.getLast())),
                    tiles(entries, tiles, cpu.foreign()));
        }
    }

    private static List<Real> fill(Session session, Database database, int entries) {
        Rig rig = session.rig();
        // The first start makes the tables.
        rig.audit().close();
        long began = System.nanoTime();
        LargeTrail.fill(database, entries);
        long trail = System.nanoTime();
        // Another figure's log has none of these entries.
        rig.forgetLogs();
        int wanted = LargeLog.reals(entries);
        try (ServerProcess _ = rig.audit();
                AuditLoad load = AuditLoad.of(rig)) {
            load.taken(wanted);
        }
        List<Real> reals = LargeLog.reals(database, wanted);
        long taken = System.nanoTime();
        LargeLog.fill(rig, entries, reals);
        session.say(
                "  proof: trail filled in %d s, %d entries taken in in %d s, log in %d s"
                        .formatted(
                                (trail - began) / 1_000_000_000,
                                reals.size(),
                                (taken - trail) / 1_000_000_000,
                                (System.nanoTime() - taken) / 1_000_000_000));
        return reals;
    }

    /** How many tiles were read for a proof, and what one would take that knows none. */
    private Row tiles(int entries, List<Double> read, double foreign) {
        SplittableRandom random = new SplittableRandom(entries);
        IntSummaryStatistics madeOf =
                IntStream.range(0, COUNTED)
                        .map(
                                _ ->
                                        TiledTree.tilesOfInclusion(
                                                        random.nextLong(entries), entries)
                                                .size())
                        .summaryStatistics();
        return new Row(
                name(),
                "tiles read for a proof",
                "stands alone",
                "tiles",
                read,
                List.of(),
                Goal.atMost(4, 3),
                foreign,
                String.format(
                        Locale.ROOT,
                        "A proof needs %.2f on average and %d at most, read by one statement; the"
                                + " upper levels and the edge of the last head are kept in memory.",
                        madeOf.getAverage(),
                        madeOf.getMax()));
    }

    private static ClosedLoop.Times proofs(
            Rig rig, ServerProcess audit, List<Real> reals, Duration duration) {
        String token = rig.tenantsToken("dpo");
        return ClosedLoop.run(
                CLIENTS,
                duration,
                () ->
                        new ServiceClient(
                                audit.address(),
                                token,
                                random ->
                                        new ServiceClient.Question(
                                                "proof",
                                                path(reals.get(random.nextInt(reals.size()))))));
    }

    private static String path(Real entry) {
        return "/v1/entries/" + entry.id() + "/proof";
    }

    private static long ours(SplittableRandom random, int entries) {
        long entry = random.nextLong(entries);
        while (!LargeTrail.ours(entry)) {
            entry = random.nextLong(entries);
        }
        return entry;
    }

    /** Some proofs are verified against the leaf, so that what is measured is right. */
    private static void requireProofs(Rig rig, ServerProcess audit, List<Real> reals, int entries)
            throws IOException {
        SplittableRandom random = new SplittableRandom(CHECKED);
        String token = rig.tenantsToken("dpo");
        try (HttpConnection connection = new HttpConnection(audit.address())) {
            for (int i = 0; i < CHECKED; i++) {
                int real = random.nextInt(reals.size());
                RequestTemplate request =
                        RequestTemplate.get(
                                audit.address().resolve(path(reals.get(real))), token, "");
                String answer = connection.exchange(request.fill(0, 0)).expectSuccess().body();
                require(
                        TlogProof.parse(answer.getBytes(StandardCharsets.UTF_8)),
                        LargeLog.place(real),
                        reals.get(real).leaf(),
                        entries);
            }
        }
    }

    private static void require(TlogProof proof, long place, byte[] leaf, int entries) {
        TreeHead head = Checkpoint.parse(proof.checkpoint().text()).head();
        if (proof.index() != place || head.size() != entries) {
            throw new LoadFailure("The proof of " + place + " is of " + proof.index());
        }
        new InclusionProof(place, entries, proof.hashes())
                .verify(new MerkleHasher().leaf(leaf), head);
    }

    private static ClosedLoop.Times selects(Database database, int entries, Duration duration) {
        return ClosedLoop.run(CLIENTS, duration, () -> new Select(database.connect(), entries));
    }

    /** Reads one row of the trail by its key. */
    private static final class Select implements ClosedLoop.Client {

        private final Connection connection;
        private final PreparedStatement statement;
        private final int entries;

        Select(Connection connection, int entries) throws SQLException {
            this.connection = connection;
            this.entries = entries;
            this.statement =
                    connection.prepareStatement(
                            "select * from audit_entry where tenant = ? and event_id = ?");
        }

        @Override
        public String ask(SplittableRandom random) throws SQLException {
            statement.setString(1, LargeTrail.TENANT);
            statement.setString(2, LargeTrail.id(ours(random, entries)));
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new LoadFailure("The trail lacks an entry.");
                }
            }
            return "select";
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
