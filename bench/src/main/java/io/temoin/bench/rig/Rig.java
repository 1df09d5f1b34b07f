// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.Commands;
import io.temoin.bench.load.Load;
import io.temoin.bench.load.Requests;
import io.temoin.bench.load.SocketLoad;
import io.temoin.bench.load.Wrk;
import io.temoin.platform.FreePorts;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.Leftovers;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.RoundRobinProxy;
import io.temoin.platform.S3Server;
import io.temoin.platform.ServiceDatabase;
import io.temoin.platform.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that runs during a bench, each part started when it is first asked for: PostgreSQL and
 * Kafka as the suite has them, the packaged services, the rivals. On a folder of its own that is
 * emptied before.
 */
public final class Rig implements AutoCloseable {

    /** Every allowed call is to be recorded: every decision carries a signed receipt. */
    private static final Map<String, String> EVERY_CALL =
            Map.of("TEMOIN_CONSENT_RECORDING_SAMPLE_PERCENT", "100");

    /** Of all services: what one signs is not valid yet where the clock is behind. */
    private final Duration clockOffset = Duration.between(Instant.now(), Requests.AFTERNOON);

    private final Path folder;
    private final Tokens tokens = new Tokens();
    private final Load.Generator generator;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final Map<String, ServiceDatabase> databases = new HashMap<>();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Stretches stretches = new Stretches();
    private @Nullable Pgbench pgbench;
    private @Nullable S3Server storage;

    private Rig(Path folder, Load.Generator generator, PostgresServer postgres, KafkaBroker kafka) {
        this.folder = folder;
        this.generator = generator;
        this.postgres = postgres;
        this.kafka = kafka;
        started.push(postgres);
        started.push(kafka);
    }

    /** Starts database and broker; stops and forgets what a killed bench left in the folder. */
    public static Rig start(Path folder) {
        try {
            for (String name :
                    new String[] {
                        "consent",
                        "consent-2",
                        "recording",
                        "retention",
                        "audit",
                        "witness",
                        "plain",
                        "kafka",
                        "s3"
                    }) {
                Leftovers.stop(folder.resolve(name));
            }
            RoundRobinProxy.stopLeftover(folder.resolve("balancer").resolve("nginx"));
            PostgresServer.stopLeftover(folder.resolve("postgresql"), folder.resolve("left.log"));
            FileTree.delete(folder);
            Files.createDirectories(folder);
            Optional<String> wrk = Commands.find("wrk");
            Load.Generator generator =
                    wrk.isPresent() ? new Wrk(wrk.get(), folder) : new SocketLoad();
            PostgresServer postgres =
                    PostgresServer.start(
                            folder.resolve("postgresql"),
                            FreePorts.any(),
                            folder.resolve("postgresql.log"));
            KafkaBroker kafka =
                    KafkaBroker.start(
                            folder.resolve("kafka"), FreePorts.any(), folder.resolve("kafka.log"));
            Topics.create(kafka);
            return new Rig(folder, generator, postgres, kafka);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What makes the load. */
    public Load.Generator generator() {
        return generator;
    }

    /** The broker. */
    public KafkaBroker kafka() {
        return kafka;
    }

    /** An access token with one role. */
    public String token(String role) {
        return tokens.token(role);
    }

    /** The same of the controller itself. */
    public String controllersToken(String role) {
        return tokens.controllersToken(role);
    }

    /** The same of one of the tenant's own people, who see what every controller sees. */
    public String tenantsToken(String role) {
        return tokens.tenantsToken(role);
    }

    /** The first of many phone numbers and keys that nobody else uses: enough for one load. */
    public long stretch() {
        return stretches.next();
    }

    /** The database of a service, or of a rival. */
    public Database database(String name) {
        return new Database(postgres, name);
    }

    /** The database's limit. */
    public Pgbench pgbench() {
        if (pgbench == null) {
            pgbench = new Pgbench(postgres, folder);
        }
        return pgbench;
    }

    /**
     * The limit of bulk loading into a bare table in the database of a service.
     *
     * @param columns of the table, as {@code create table} wants them
     */
    public CopyLimit copyLimit(String service, String columns) {
        return new CopyLimit(database(service), columns);
    }

    /** A folder for one server. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts consent-service, where the centre may call; the caller closes it. */
    public ServerProcess consent() {
        return consent(Map.of());
    }

    /** The same with more settings. */
    public ServerProcess consent(Map<String, String> more) {
        Map<String, String> own = new HashMap<>(EVERY_CALL);
        own.putAll(more);
        ServerProcess consent = service("consent", own);
        Agreements.enter(consent.address(), tokens.tenantsToken("dpo"));
        return consent;
    }

    /** Starts a second replica of consent-service beside the first; the caller closes it. */
    public ServerProcess secondConsent() {
        return secondConsent(Map.of());
    }

    /** The same with more settings. */
    public ServerProcess secondConsent(Map<String, String> more) {
        Map<String, String> own = new HashMap<>(EVERY_CALL);
        own.putAll(more);
        return service("consent", folder("consent-2"), own);
    }

    /** Starts nginx in front of both. */
    public Balancer balancer(ServerProcess first, ServerProcess second) {
        Balancer balancer = Balancer.start(first, second, folder("balancer"));
        synchronized (this) {
            started.push(balancer);
        }
        return balancer;
    }

    /** Starts recording-service, which trusts the receipts of {@code consent}. */
    public ServerProcess recording(ServerProcess consent) {
        return recording(consent, Map.of());
    }

    /** The same with its audio in a bucket. */
    public ServerProcess recordingInBucket(ServerProcess consent) {
        Map<String, String> own = new HashMap<>(credentials());
        own.put("TEMOIN_RECORDING_VAULT_STORE", "s3");
        own.put("TEMOIN_RECORDING_VAULT_S3_BUCKET", "recording");
        own.put("TEMOIN_RECORDING_VAULT_S3_ENDPOINT", storage().endpoint().toString());
        own.put("TEMOIN_RECORDING_VAULT_S3_PATH_STYLE", "true");
        return recording(consent, own);
    }

    private ServerProcess recording(ServerProcess consent, Map<String, String> more) {
        Map<String, String> own = new HashMap<>(more);
        own.put("TEMOIN_BLOB_DIRECTORY", audio().toString());
        own.put("TEMOIN_RECEIPT_JWKS_URL", consent.address().resolve("/v1/keys").toString());
        return service("recording", own);
    }

    private synchronized S3Server storage() {
        if (storage == null) {
            storage =
                    S3Server.start(
                            folder("s3"), FreePorts.any(), folder("s3").resolve("server.log"));
            started.push(storage);
        }
        return storage;
    }

    private static Map<String, String> credentials() {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                S3Server.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                S3Server.SECRET_KEY,
                "AWS_REGION",
                "us-east-1");
    }

    /** The folder of recording-service's bucket. */
    public Path audioBucket() {
        return storage().createBucket("recording");
    }

    /** The folder of the plain rival's bucket. */
    public Path plainBucket() {
        return storage().createBucket("plain");
    }

    /** Starts retention-service, for what happens from now on; the caller closes it. */
    public ServerProcess retention() {
        skipToEnd("retention", "retention-register", "retention-proofs");
        return service("retention", Map.of());
    }

    /** Begins to listen to what a service asks the database about all tenants. */
    public StatementLog statementsOfFeed(String service) {
        return StatementLog.begin(
                database(service), service + "_feed", folder.resolve("postgresql.log"));
    }

    /** Moves the clocks of services that run ahead of where they began. */
    public void advanceClocks(Duration ahead, List<ServerProcess> services) {
        DemoClock.set(clockOffset.plus(ahead), services, controllersToken("admin"));
    }

    /** Starts audit-service; what other figures left on the topics is none of its entries. */
    public ServerProcess audit() {
        return audit(Map.of());
    }

    /** The same with more settings. */
    public ServerProcess audit(Map<String, String> more) {
        Map<String, String> own = new HashMap<>(more);
        own.put("TEMOIN_LOG_KEY_FILE", folder("audit").resolve("log-keys.pem").toString());
        own.put("TEMOIN_LOG_PREFIX", "bench.example/v1/logs");
        skipToEnd("audit");
        return service("audit", own);
    }

    private void skipToEnd(String... groups) {
        try (BrokerState broker = BrokerState.at(kafka.bootstrapServers())) {
            broker.skipToEnd(List.of(groups));
        }
    }

    /** Lets go of all logs of audit-service, which must not be running; its trail stays. */
    public void forgetLogs() {
        try (BrokerState broker = BrokerState.at(kafka.bootstrapServers())) {
            SignedLogs.forget(database("audit"), database("audit_keys"), broker);
        }
    }

    /**
     * Starts a witness of these logs, with a key of its own.
     *
     * @param logs their verifier keys
     */
    public WitnessProcess witness(List<String> logs) {
        WitnessProcess witness = WitnessProcess.start(folder("witness"), logs);
        synchronized (this) {
            started.push(witness);
        }
        return witness;
    }

    /** Where recording-service puts its files. */
    public Path audio() {
        return folder("recording").resolve("audio");
    }

    /** Starts the plain rival. */
    public ServerProcess plain() {
        return track(
                ServerProcess.java(
                        "bench/rivals/plain",
                        "/hello",
                        false,
                        Map.of("PLAIN_FOLDER", plainFiles().toString()),
                        folder("plain")));
    }

    /** The same with a bucket. */
    public ServerProcess plainInBucket() {
        Map<String, String> own = new HashMap<>(credentials());
        own.put("PLAIN_FOLDER", plainFiles().toString());
        own.put("PLAIN_BUCKET", "plain");
        own.put("PLAIN_ENDPOINT", storage().endpoint().toString());
        return track(
                ServerProcess.java("bench/rivals/plain", "/hello", false, own, folder("plain")));
    }

    /** Where the plain rival puts its files. */
    public Path plainFiles() {
        return folder("plain").resolve("files");
    }

    /** Starts the rival on emmett with so many worker processes. */
    public ServerProcess emmett(int workers) {
        return track(Emmett.start(postgres, workers, folder("emmett")));
    }

    /** Stops everything, the last started first. The folder stays: it holds the logs. */
    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception failure) {
                throw new IllegalStateException("a part of the rig does not stop", failure);
            }
        }
    }

    /** Deletes what {@link #close} leaves: databases, topics, audio, logs. */
    public void forget() {
        FileTree.delete(folder);
    }

    private ServerProcess service(String name, Map<String, String> own) {
        return service(name, folder(name), own);
    }

    /** Keys are those of the service, wherever the process works. */
    private ServerProcess service(String name, Path workingFolder, Map<String, String> own) {
        ServiceDatabase database =
                databases.computeIfAbsent(
                        name,
                        _ ->
                                ServiceDatabase.create(
                                        postgres, name, ServiceDatabase.Passwords.generated()));
        Map<String, String> environment =
                new ServiceSettings(
                                kafka.bootstrapServers(),
                                tokens.publicKey(),
                                clockOffset,
                                folder("packages"))
                        .of(name, database, folder(name));
        environment.putAll(own);
        return track(
                ServerProcess.java(
                        name + "-service", "/q/health/ready", true, environment, workingFolder));
    }

    private synchronized ServerProcess track(ServerProcess server) {
        started.push(server);
        return server;
    }
}
