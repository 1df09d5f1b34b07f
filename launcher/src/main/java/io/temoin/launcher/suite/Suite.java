// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.Component;
import io.temoin.platform.Concurrently;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.KeycloakServer;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.RoundRobinProxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The running suite: PostgreSQL, Kafka, Keycloak, the four services in one or more replicas, and a
 * witness of the audit log, each a process of its own; in front of several replicas, a proxy. Every
 * part can be killed and started again alone. Closing it stops all of them in order.
 */
public final class Suite implements AutoCloseable {

    private final SuiteFolder folder;
    private final AutoCloseable lock;
    private final SuiteState state;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final KeycloakServer keycloak;
    private final WitnessProcess witness;
    private final Map<ServiceName, List<ServiceProcess>> services;
    private final @Nullable RoundRobinProxy proxy;

    private Suite(SuiteStart start) {
        this.folder = start.folder();
        this.lock = start.lock();
        this.state = start.state();
        this.postgres = start.postgres();
        this.kafka = start.kafka();
        this.keycloak = start.keycloak();
        this.witness = start.witness();
        this.services = start.services();
        this.proxy = start.proxy();
    }

    /**
     * Starts all parts and returns when each of them is ready.
     *
     * @param progress gets a line for each part
     * @throws Failure when a suite runs on the folder already
     */
    public static Suite start(SuiteFolder folder, Consumer<String> progress) {
        return start(folder, 1, Map.of(), progress);
    }

    /**
     * Starts all parts, with settings of one's own.
     *
     * @param replicas of each of the four services
     * @param settings environment variables of each of the four services
     * @throws Failure when a suite runs on the folder already
     */
    public static Suite start(
            SuiteFolder folder,
            int replicas,
            Map<String, String> settings,
            Consumer<String> progress) {
        return start(new SuiteStart(folder, Program.packaged(), replicas, settings, progress));
    }

    /**
     * Starts some of the services, each once, with programs of one's own: in containers, say.
     *
     * @param programs what each of these services runs
     * @throws Failure when a suite runs on the folder already
     */
    public static Suite start(
            SuiteFolder folder, Map<ServiceName, Program> programs, Consumer<String> progress) {
        return start(new SuiteStart(folder, programs, 1, Map.of(), progress));
    }

    /**
     * Starts several replicas of programs of one's own: of two versions, say.
     *
     * @param programs what each of these services runs
     * @param replicas of each of them
     * @throws Failure when a suite runs on the folder already
     */
    public static Suite start(
            SuiteFolder folder,
            Map<ServiceName, Program> programs,
            int replicas,
            Consumer<String> progress) {
        return start(new SuiteStart(folder, programs, replicas, Map.of(), progress));
    }

    private static Suite start(SuiteStart start) {
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

    /** One of the services: its only replica, or the first. */
    public ServiceProcess service(ServiceName name) {
        return replicas(name).getFirst();
    }

    /** The replicas of a service. */
    public List<ServiceProcess> replicas(ServiceName name) {
        var replicas = services.get(name);
        if (replicas == null) {
            throw new IllegalStateException(name.deployable() + " could not be started.");
        }
        return List.copyOf(replicas);
    }

    /** All parts by name, in the order in which they can be started again. */
    public Map<String, Component> parts() {
        var parts = new LinkedHashMap<String, Component>();
        parts.put("PostgreSQL", postgres);
        parts.put("Kafka", kafka);
        parts.put("Keycloak", keycloak);
        parts.put(WitnessProcess.PART, witness);
        processes().forEach(replica -> parts.put(replica.part(), replica));
        if (proxy != null) {
            parts.put(RoundRobinProxy.NAME, proxy);
        }
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
        inParallel(processes());
        inParallel(Stream.of(kafka, keycloak, witness));
        if (proxy != null) {
            proxy.close();
        }
        postgres.close();
        release(lock);
    }

    private Stream<ServiceProcess> processes() {
        return services.values().stream().flatMap(List::stream);
    }

    static void inParallel(Stream<? extends Component> parts) {
        Concurrently.all(parts.map(part -> part::close));
    }

    static void release(AutoCloseable lock) {
        try {
            lock.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
