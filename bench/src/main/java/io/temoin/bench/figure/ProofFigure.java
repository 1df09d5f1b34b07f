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
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Proofs of any entries of a log of ten million, over HTTP, against a select of one row by its key
 * on a connection of the database. The log is made by the library and signed by the service.
 */
final class ProofFigure implements Figure {

    private static final int CLIENTS = 4;
    private static final double P99 = 99;
    private static final int CHECKED = 200;
    private static final int COUNTED = 100_000;

    @Override
    public String name() {
        return "proof";
    }

    @Override
    public List<Row> measure(Session session) throws IOException {
        Rig rig = session.rig();
        int entries = session.size(80_000, 10_000_000);
        Database database = rig.database("audit");
        fill(session, database, entries);
        List<Double> measured = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        try (ServerProcess audit = rig.audit()) {
            try (AuditLog log = AuditLog.of(database)) {
                log.await(entries);
            }
            requireProofs(rig, audit, entries);
            session.warmUp(
                    () -> {
                        selects(database, entries, session.trial());
                        return proofs(rig, audit, entries, session.warmUp()).count();
                    });
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                limits.add(selects(database, entries, session.run()).percentile(P99));
                ClosedLoop.Times proofs = proofs(rig, audit, entries, session.run());
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
                                    "%d clients on both sides, each asking again at once;"
                                            + " %,.0f proofs a second.",
                                    CLIENTS,
                                    rates.getLast())),
                    tiles(entries, cpu.foreign()));
        }
    }

    static void fill(Session session, Database database, int entries) {
        // The first start makes the tables.
        session.rig().audit().close();
        long began = System.nanoTime();
        LargeTrail.fill(database, entries);
        long trail = System.nanoTime();
        LargeLog.fill(database, session.rig().database("audit_keys"), entries);
        session.say(
                "  proof: trail filled in %d s, log in %d s"
                        .formatted(
                                (trail - began) / 1_000_000_000,
                                (System.nanoTime() - trail) / 1_000_000_000));
    }

    /** How many tiles a proof is made of, over indices of the whole log: a fact of the code. */
    private Row tiles(int entries, double foreign) {
        SplittableRandom random = new SplittableRandom(entries);
        List<Double> counts = new ArrayList<>();
        for (int i = 0; i < COUNTED; i++) {
            counts.add(
                    (double) TiledTree.tilesOfInclusion(random.nextLong(entries), entries).size());
        }
        double most = counts.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double mean = counts.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new Row(
                name(),
                "tiles a proof is made of, at most",
                "stands alone",
                "tiles",
                List.of(most),
                List.of(),
                Goal.atMost(4, 3),
                foreign,
                String.format(Locale.ROOT, "%.2f on average; one statement reads them all.", mean));
    }

    private static ClosedLoop.Times proofs(
            Rig rig, ServerProcess audit, int entries, Duration duration) {
        String token = rig.token("dpo");
        return ClosedLoop.run(
                CLIENTS,
                duration,
                () ->
                        new ServiceClient(
                                audit.address(),
                                token,
                                random ->
                                        new ServiceClient.Question(
                                                "proof", path(random, entries))));
    }

    private static String path(SplittableRandom random, int entries) {
        return "/v1/entries/" + LargeTrail.id(ours(random, entries)) + "/proof";
    }

    private static long ours(SplittableRandom random, int entries) {
        long entry = random.nextLong(entries);
        while (!LargeTrail.ours(entry)) {
            entry = random.nextLong(entries);
        }
        return entry;
    }

    /** Some proofs are verified against the leaf, so that what is measured is right. */
    private static void requireProofs(Rig rig, ServerProcess audit, int entries)
            throws IOException {
        SplittableRandom random = new SplittableRandom(CHECKED);
        String token = rig.token("dpo");
        try (HttpConnection connection = new HttpConnection(audit.address())) {
            for (int i = 0; i < CHECKED; i++) {
                long entry = ours(random, entries);
                RequestTemplate request =
                        RequestTemplate.get(
                                audit.address()
                                        .resolve("/v1/entries/" + LargeTrail.id(entry) + "/proof"),
                                token,
                                "");
                String answer = connection.exchange(request.fill(0, 0)).expectSuccess().body();
                require(TlogProof.parse(answer.getBytes(StandardCharsets.UTF_8)), entry, entries);
            }
        }
    }

    private static void require(TlogProof proof, long entry, int entries) {
        TreeHead head = Checkpoint.parse(proof.checkpoint().text()).head();
        if (proof.index() != entry || head.size() != entries) {
            throw new LoadFailure("The proof of " + entry + " is of " + proof.index());
        }
        new InclusionProof(entry, entries, proof.hashes())
                .verify(new MerkleHasher().leaf(LargeLog.leaf(entry).bytes()), head);
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
