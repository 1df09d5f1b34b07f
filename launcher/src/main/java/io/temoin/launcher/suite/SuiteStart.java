// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.launcher.suite.SuiteState.ReplicaPorts;
import io.temoin.platform.Component;
import io.temoin.platform.Concurrently;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.KeycloakServer;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.RoundRobinProxy;
import io.temoin.platform.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One start of a suite: what can start at the same time does, Keycloak first because it is the
 * slowest. When a part fails, {@link #undo()} stops the others.
 */
final class SuiteStart {

    private static final String KEYCLOAK = "Keycloak 26.7";
    private static final String KAFKA = "Kafka 4.1";
    private static final String POSTGRES = "PostgreSQL 18";
    private static final String MIGRATIONS = "the migrations of the databases";
    private static final Duration SAY_EVERY = Duration.ofSeconds(30);

    private final SuiteFolder folder;
    private final Map<ServiceName, Program> programs;
    private final int replicas;
    private final Map<String, String> settings;
    private final Consumer<String> progress;
    private final long began = System.nanoTime();
    private final List<Component> started = Collections.synchronizedList(new ArrayList<>());
    private final Map<ServiceName, List<ServiceProcess>> services =
            new EnumMap<>(ServiceName.class);

    private final Set<String> awaited = new ConcurrentSkipListSet<>();

    private @Nullable AutoCloseable lock;
    private @Nullable SuiteState state;
    private @Nullable PostgresServer postgres;
    private @Nullable KafkaBroker kafka;
    private @Nullable KeycloakServer keycloak;
    private @Nullable WitnessProcess witness;
    private @Nullable RoundRobinProxy proxy;

    SuiteStart(
            SuiteFolder folder,
            Map<ServiceName, Program> programs,
            int replicas,
            Map<String, String> settings,
            Consumer<String> progress) {
        this.folder = folder;
        this.programs = programs;
        this.replicas = replicas;
        this.settings = settings;
        this.progress = progress;
    }

    void run() {
        lock =
                folder.lock()
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ("A suite with the data folder %s is already"
                                                                + " running: see ./temoin status,"
                                                                + " or stop it with ./temoin"
                                                                + " down.")
                                                        .formatted(folder.path())));
        folder.stopLeftovers();
        var ports = new PortChoice(folder.state()).make(replicas);
        var secrets = folder.secrets();
        state = ports;
        var saying = sayWhatIsAwaited();
        try {
            start(ports, secrets);
        } finally {
            saying.shutdownNow();
        }
        folder.remember(ports);
    }

    private void start(SuiteState ports, SuiteFolder.KeptSecrets secrets) {
        var identity = Concurrently.run(() -> startKeycloak(ports));
        var broker = Concurrently.run(() -> startKafka(ports));
        var databases = Concurrently.run(() -> startPostgres(ports));
        var outsider = Concurrently.run(() -> startWitness(ports));
        await(broker);
        await(databases);
        await(outsider);
        startProxy(ports);
        awaited.add(MIGRATIONS);
        var prepared =
                PreparedServices.prepare(
                        folder, programs, ports, settings, postgres(), secrets, progress);
        awaited.remove(MIGRATIONS);
        programs.forEach((name, program) -> launch(name, program, ports, prepared));
        var readiness =
                services.values().stream()
                        .flatMap(List::stream)
                        .map(service -> Concurrently.run(() -> awaitReady(service)))
                        .toList();
        readiness.forEach(SuiteStart::await);
        await(identity);
    }

    /** Says every half minute what is still awaited, until the start is over. */
    private ScheduledExecutorService sayWhatIsAwaited() {
        var schedule =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("what-is-awaited").factory());
        var _ =
                schedule.scheduleWithFixedDelay(
                        () ->
                                progress.accept(
                                        "  still waiting for "
                                                + String.join(", ", List.copyOf(awaited))),
                        SAY_EVERY.toSeconds(),
                        SAY_EVERY.toSeconds(),
                        TimeUnit.SECONDS);
        return schedule;
    }

    /** Stops what has been started, so that a failed start leaves nothing behind. */
    void undo() {
        Suite.inParallel(List.copyOf(started).stream());
        if (lock != null) {
            Suite.release(lock);
        }
    }

    SuiteFolder folder() {
        return folder;
    }

    AutoCloseable lock() {
        return Objects.requireNonNull(lock);
    }

    SuiteState state() {
        return Objects.requireNonNull(state);
    }

    PostgresServer postgres() {
        return Objects.requireNonNull(postgres);
    }

    KafkaBroker kafka() {
        return Objects.requireNonNull(kafka);
    }

    KeycloakServer keycloak() {
        return Objects.requireNonNull(keycloak);
    }

    WitnessProcess witness() {
        return Objects.requireNonNull(witness);
    }

    Map<ServiceName, List<ServiceProcess>> services() {
        return services;
    }

    /** In front of several replicas; a single one needs none. */
    @Nullable RoundRobinProxy proxy() {
        return proxy;
    }

    private void startKeycloak(SuiteState ports) {
        awaited.add(KEYCLOAK);
        var server =
                KeycloakServer.launch(
                        folder.keycloak(), ports.keycloakPort(), folder.log("keycloak"));
        started.add(server);
        keycloak = server;
        server.awaitRealm();
        ready(KEYCLOAK, ports.keycloakPort());
    }

    private void startKafka(SuiteState ports) {
        awaited.add(KAFKA);
        var broker = KafkaBroker.start(folder.kafka(), ports.kafkaPort(), folder.log("kafka"));
        started.add(broker);
        kafka = broker;
        Topics.create(broker);
        ready(KAFKA, ports.kafkaPort());
    }

    private void startPostgres(SuiteState ports) {
        awaited.add(POSTGRES);
        var server =
                PostgresServer.start(
                        folder.postgres(), ports.postgresPort(), folder.log("postgresql"));
        started.add(server);
        postgres = server;
        ready(POSTGRES, ports.postgresPort());
    }

    private void startWitness(SuiteState ports) {
        awaited.add(WitnessProcess.PART);
        var process = WitnessProcess.start(folder, ports.witnessPort());
        started.add(process);
        witness = process;
        ready(WitnessProcess.PART, ports.witnessPort());
    }

    private void startProxy(SuiteState ports) {
        if (replicas == 1) {
            return;
        }
        var routes =
                Arrays.stream(ServiceName.values())
                        .map(
                                name ->
                                        new RoundRobinProxy.Route(
                                                name.shortName(),
                                                ports.ports(name).http(),
                                                ports.ports(name).replicas().stream()
                                                        .map(ReplicaPorts::http)
                                                        .toList()))
                        .toList();
        var started =
                RoundRobinProxy.start(folder.proxy(), routes, folder.log(RoundRobinProxy.NAME));
        this.started.add(started);
        proxy = started;
    }

    private void launch(
            ServiceName name, Program program, SuiteState ports, PreparedServices prepared) {
        var processes = new ArrayList<ServiceProcess>();
        services.put(name, processes);
        for (var index = 0; index < replicas; index++) {
            var part = name.part(index, replicas);
            var own = ports.ports(name).replicas().get(index);
            awaited.add(part);
            var process =
                    ServiceProcess.launch(
                            part,
                            name,
                            program,
                            own,
                            folder.service(name),
                            folder.log(part),
                            () -> prepared.environment(name, own));
            started.add(process);
            processes.add(process);
        }
    }

    private void awaitReady(ServiceProcess replica) {
        replica.awaitReady();
        ready(replica.part(), replica.port());
    }

    private void ready(String part, int port) {
        awaited.remove(part);
        var seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        progress.accept(
                String.format(
                        Locale.ROOT,
                        "  %-18s ready after %5.1f s   127.0.0.1:%d",
                        part,
                        seconds,
                        port));
    }

    /** Waits for a step, and throws what it failed with. */
    static void await(CompletableFuture<?> step) {
        try {
            step.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
