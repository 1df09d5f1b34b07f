// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import io.temoin.bench.rig.WitnessProcess;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How soon an event is under a checkpoint that a witness has cosigned, at 500 events a second: from
 * the moment it is sent to its topic, with a real witness that forces its state to disk.
 */
final class WitnessedFigure implements Figure {

    private static final double P99 = 99;

    @Override
    public String name() {
        return "witnessed";
    }

    @Override
    public List<Row> measure(Session session) throws IOException {
        Rig rig = session.rig();
        List<Double> p99 = new ArrayList<>();
        List<Double> p50 = new ArrayList<>();
        try (WitnessProcess witness = rig.witness(logKeys(session));
                ServerProcess audit = rig.audit(settings(rig, witness));
                AuditLoad load = AuditLoad.of(rig)) {
            VerifierKey key = VerifierKey.parse(witness.key());
            CheckpointFigure.warm(session, load);
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                List<Double> seconds =
                        CheckpointFigure.seconds(
                                audit,
                                load,
                                session.run().multipliedBy(2),
                                note -> isCosigned(note, key));
                p50.add(Samples.median(seconds));
                p99.add(Samples.percentile(seconds, P99));
                session.say(
                        "  witnessed: p50 %.2f s, p99 %.2f s"
                                .formatted(p50.getLast(), p99.getLast()));
            }
            return List.of(
                    new Row(
                            name(),
                            "event sent → under a witnessed checkpoint, 500/s, p99",
                            "stands alone",
                            "s",
                            p99,
                            List.of(),
                            Goal.atMost(3, 2),
                            cpu.foreign(),
                            String.format(
                                    Locale.ROOT,
                                    "p50 %.2f s; one witness on the same machine.",
                                    Samples.median(p50))));
        }
    }

    /** Tells audit-service of the one witness, and that it is enough. */
    private static Map<String, String> settings(Rig rig, WitnessProcess witness)
            throws IOException {
        Path policy = rig.folder("witness").resolve("policy.txt");
        Files.writeString(
                policy,
                "witness bench %s %s/%nquorum bench%n".formatted(witness.key(), witness.address()));
        return Map.of("TEMOIN_LOG_WITNESSES", policy.toString());
    }

    /** A log has keys once it has an entry; the witness is told before it starts. */
    private static List<String> logKeys(Session session) throws IOException {
        Rig rig = session.rig();
        try (ServerProcess audit = rig.audit();
                AuditLoad load = AuditLoad.of(rig)) {
            load.taken(session.size(100, 1_000));
            RequestTemplate logs =
                    RequestTemplate.get(
                            audit.address().resolve("/v1/logs"), rig.tenantsToken("dpo"), "");
            try (HttpConnection connection = new HttpConnection(audit.address())) {
                List<String> keys = new ArrayList<>();
                new ObjectMapper()
                        .readTree(connection.exchange(logs.fill(0, 0)).expectSuccess().body())
                        .path("items")
                        .forEach(log -> log.path("keys").forEach(key -> keys.add(key.asText())));
                if (keys.isEmpty()) {
                    throw new LoadFailure("The log has no key.");
                }
                return keys;
            }
        }
    }

    /**
     * Whether the witness signed it too.
     *
     * @throws Untrusted when a line has the witness's name and is not its signature
     */
    private static boolean isCosigned(String note, VerifierKey witness) {
        SignedNote signed = SignedNote.parse(note);
        boolean claimed =
                signed.signatures().stream().anyMatch(line -> line.name().equals(witness.name()));
        return claimed && !signed.verify(List.of(witness)).signatures().isEmpty();
    }
}
