// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.Component;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.KeycloakServer;
import io.temoin.platform.PostgresServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The running suite: PostgreSQL, Kafka, Keycloak, the four services, and a witness of the audit
 * log, each a process of its own. Every part can be killed and started again alone. Closing it
 * stops all of them in order.
 */
public final class Suite implements AutoCloseable {

    private final SuiteFolder folder;
    private final AutoCloseable lock;
    private final SuiteState state;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final KeycloakServer keycloak;
    private final WitnessProcess witness;
    private final Map<ServiceName, ServiceProcess> services;

    private Suite(SuiteStart start) {
        this.folder = start.folder();
        this.lock = start.lock();
        this.state = start.state();
        this.postgres = start.postgres();
        this.kafka = start.kafka();
        this.keycloak = start.keycloak();
        this.witness = start.witness();
        this.services = start.services();
    }

    /**
     * Starts all parts and returns when each of them is ready.
     *
     * @param progress gets a line for each part
     * @throws Failure when a suite runs on the folder already
     */
    public static Suite start(SuiteFolder folder, Consumer<String> progress) {
        return start(folder, Map.of(), progress);
    }

    /**
     * Starts all parts, with settings of one's own.
     *
     * @param settings environment variables of each of the four services
     * @throws Failure when a suite runs on the folder already
     */
    public static Suite start(
            SuiteFolder folder, Map<String, String> settings, Consumer<String> progress) {
        var start = new SuiteStart(folder, settings, progress);
        try {
            start.run();
            return new Suite(start);
        } catch (RuntimeException e) {
            try {
                start.undo();
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed); // why the start failed is what matters
            }
            throw e;
        }
    }

    /** Where everything listens. */
    public SuiteState state() {
        return state;
    }

    /** Its data. */
    public SuiteFolder folder() {
        return folder;
    }

    /** The database server of all four services. */
    public PostgresServer postgres() {
        return postgres;
    }

    /** The broker. */
    public KafkaBroker kafka() {
        return kafka;
    }

    /** The identity provider. */
    public KeycloakServer keycloak() {
        return keycloak;
    }

    /** One of the services. */
    public ServiceProcess service(ServiceName name) {
        var service = services.get(name);
        if (service == null) {
            throw new IllegalStateException(name.deployable() + " could not be started.");
        }
        return service;
    }

    /** All parts by name, in the order in which they can be started again. */
    public Map<String, Component> parts() {
        var parts = new LinkedHashMap<String, Component>();
        parts.put("PostgreSQL", postgres);
        parts.put("Kafka", kafka);
        parts.put("Keycloak", keycloak);
        parts.put(WitnessProcess.PART, witness);
        services.forEach((name, service) -> parts.put(name.deployable(), service));
        return parts;
    }

    /** Kills every part at once, as a power cut would. */
    public void kill() {
        parts().values().forEach(Component::kill);
        release(lock);
    }

    /** The services first, then what they stand on. */
    @Override
    public void close() {
        inParallel(services.values().stream());
        inParallel(Stream.of(kafka, keycloak, witness));
        postgres.close();
        release(lock);
    }

    static void inParallel(Stream<? extends Component> parts) {
        var ends =
                parts.map(part -> CompletableFuture.runAsync(part::close))
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
    }

    static void release(AutoCloseable lock) {
        try {
            lock.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
