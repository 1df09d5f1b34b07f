// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.PatientClients;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.load.Requests;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.Balancer;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What clients notice when two replicas behind nginx are restarted one after the other: requests
 * that fail though they are repeated once. Half of them are reads and half commands, each with an
 * {@code Idempotency-Key}; every command that was answered must have had its effect, once.
 */
final class RollingRestartFigure implements Figure {

    private static final int CLIENTS = 8;

    /** As the services have it where nobody says otherwise: they answer on after they are told. */
    private static final Map<String, String> SHUTDOWN = Map.of("TEMOIN_SHUTDOWN_DELAY", "2s");

    private static final String CONSENTS = "select count(*) from event where type = 'ConsentGiven'";

    @Override
    public String name() {
        return "rolling";
    }

    @Override
    public List<Row> measure(Session session) {
        Rig rig = session.rig();
        Database database = rig.database("consent");
        List<Double> failed = new ArrayList<>();
        List<PatientClients.Outcome> outcomes = new ArrayList<>();
        CpuWatch cpu = CpuWatch.start();
        try (ServerProcess first = rig.consent(SHUTDOWN);
                ServerProcess second = rig.secondConsent(SHUTDOWN);
                Balancer balancer = rig.balancer(first, second)) {
            for (int run = 0; run < session.runs(); run++) {
                long before = database.number(CONSENTS);
                PatientClients.Outcome outcome = restarted(rig, balancer, first, second);
                requireEffects(outcome, database.number(CONSENTS) - before);
                outcomes.add(outcome);
                failed.add((double) outcome.failed().size());
                session.say("  rolling: " + outcome.summary() + " " + outcome.failed());
            }
        }
        return List.of(
                new Row(
                        name(),
                        "requests failed beyond one retry, both replicas restarted",
                        "stands alone",
                        "requests",
                        failed,
                        List.of(),
                        Goal.atMost(0, 0),
                        cpu.foreign(),
                        String.format(
                                Locale.ROOT,
                                "%d clients; last run: %s.",
                                CLIENTS,
                                outcomes.getLast().summary())));
    }

    private static PatientClients.Outcome restarted(
            Rig rig, Balancer balancer, ServerProcess first, ServerProcess second) {
        RequestTemplate command = Requests.consent(balancer.both(), rig.token("dialer"));
        RequestTemplate read =
                RequestTemplate.get(
                        balancer.both().resolve("/v1/parties"), rig.tenantsToken("dpo"), "");
        try (PatientClients clients =
                PatientClients.start(CLIENTS, balancer.both(), command, read, rig.stretch())) {
            clients.await();
            for (ServerProcess replica : List.of(first, second)) {
                replica.close();
                replica.restart();
                clients.await();
            }
            return clients.end();
        }
    }

    /** One that failed twice may have had its effect or not. */
    private static void requireEffects(PatientClients.Outcome outcome, long consents) {
        long answered = outcome.commands();
        if (consents < answered || consents > answered + outcome.failed().size()) {
            throw new LoadFailure(
                    "%d consents are recorded of %d that were answered: %s"
                            .formatted(consents, answered, outcome.failed()));
        }
    }
}
