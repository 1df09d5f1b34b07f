// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.launcher.story.FirstRequests;
import io.temoin.launcher.story.SmokeOfTheChart;
import io.temoin.launcher.story.Story;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.launcher.suite.SuiteState;
import io.temoin.launcher.suite.SuiteState.ReplicaPorts;
import io.temoin.launcher.suite.SuiteState.ServicePorts;
import io.temoin.launcher.suite.WitnessProcess;
import io.temoin.platform.FreePorts;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quick start as the chart renders it, with the five images, played by podman: first as it is
 * installed, in production, then in the profile of the demonstration, whose clock the story moves.
 * PostgreSQL, Kafka and Keycloak are processes of this machine. What is changed in the rendered
 * pods, {@link RenderedChart#played} lists; what only a cluster shows is in docs/deploy/README.md.
 */
@Tag("play")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class QuickstartPlayIT {

    private static final String WITNESS = "temoin-witness";
    private static final Path CHART = SourceTree.root().resolve("deploy/helm/temoin");

    /**
     * Objects that a cluster's own programs act on; docs/deploy/README.md lists them as not shown.
     */
    private static final Set<String> NOT_PLAYED =
            Set.of("NetworkPolicy", "Service", "ServiceAccount");

    @TempDir static Path folder;

    private final List<String> measured = new ArrayList<>();

    @Test
    void isInstalledAndTellsTheStory() throws Exception {
        // Given
        var images = images();
        var quickstart = RenderedChart.of(List.of(CHART.resolve("values/quickstart.yaml")));
        assertThat(quickstart.objects().stream().map(object -> object.path("kind").asText()))
                .filteredOn(kind -> !NOT_PLAYED.contains(kind))
                .containsOnly("ConfigMap", "PersistentVolumeClaim", "Deployment", "Job", "CronJob");
        var data = new SuiteFolder(Files.createDirectory(folder.resolve("data")));
        try (var podman = podmanWith(images);
                var pods = PlayedPods.on(podman, folder);
                var components = HostComponents.start(data.path(), pods.gateway())) {
            var secrets = MadeSecrets.make(podman, folder);
            podman.ask("kube", "play", secrets.file().toString());
            components.provision(quickstart, secrets);
            pods.provide(
                    "temoin-recording-audio", data.service(ServiceName.RECORDING).resolve("audio"));
            try (var forwarded = new Forwarded(pods, components)) {

                // When, Then
                isInstalled(quickstart, pods, images);
                for (var service : ServiceName.values()) {
                    FirstRequests.ask(forwarded.state(), service);
                    pods.run(quickstart, "CronJob", workload(service) + "-rotate");
                }
                pods.stop(quickstart, services());

                var demonstration =
                        RenderedChart.of(
                                List.of(CHART.resolve("values/quickstart.yaml"), demonstration()));
                var given = witnesses(demonstration, pods, images, data);
                for (var service : services()) {
                    pods.start(demonstration, service, given);
                }
                services().forEach(service -> pods.awaitProbes(demonstration, service));
                try (var _ = new ConfigMapUpdates(watched(data), pods.volume("watched-logs"))) {
                    System.out.println(
                            Story.play(forwarded.state(), data, System.out::println).summary());
                    new SmokeOfTheChart(forwarded.state(), data).check();
                }
                services().forEach(service -> isUndisturbed(pods.log(demonstration, service)));
                pods.stop(demonstration, services());
            }
        }
        System.out.println(String.join("\n", measured));
    }

    private void isInstalled(RenderedChart chart, PlayedPods pods, Path images) throws IOException {
        measured.add(
                "%-18s %10s %18s %13s %12s"
                        .formatted(
                                "image",
                                "compressed",
                                "ready, CPU seconds",
                                "wall clock",
                                "resident"));
        for (var service : ServiceName.values()) {
            pods.start(chart, workload(service), List.of());
            // Alone, so that the clock of one does not count the start of another.
            pods.awaitProbes(chart, workload(service));
            measure(service.deployable(), chart, workload(service), pods, images, 512);
        }
    }

    private void measure(
            String image,
            RenderedChart chart,
            String workload,
            PlayedPods pods,
            Path images,
            int limit)
            throws IOException {
        var process = pods.confinement(chart, workload);
        var size = ImageLayout.read(images.resolve(image)).compressedBytes();
        measured.add(
                String.format(
                        Locale.ROOT,
                        "%-18s %7d MB %18.1f %11.1f s %9d MB",
                        image,
                        size / 1_000_000,
                        process.cpuSeconds(),
                        process.secondsSinceStart(),
                        process.residentMegabytes()));
        process.isComplete(limit);
        assertThat(size).as(image).isLessThan(ImageLayout.LARGEST);
    }

    /** Its key is made by the chart's Job, and audit-service told of it, as an operator does. */
    private List<ObjectNode> witnesses(
            RenderedChart chart, PlayedPods pods, Path images, SuiteFolder data)
            throws IOException {
        pods.provide(WITNESS, data.path().resolve("witness-volume"));
        var init =
                chart.ofKind("Job")
                        .map(RenderedChart::name)
                        .filter(name -> name.startsWith("temoin-witness-init"))
                        .findFirst()
                        .orElseThrow();
        var key =
                pods.run(chart, "Job", init)
                        .lines()
                        .map(line -> line.startsWith("witness ") ? line.substring(8).strip() : line)
                        .filter(line -> line.startsWith(WitnessProcess.NAME + "+"))
                        .findFirst()
                        .orElseThrow();
        pods.start(chart, WITNESS, List.of(configMap("watched-logs", "logs.txt", "# none yet\n")));
        pods.awaitProbes(chart, WITNESS);
        measure(WITNESS, chart, WITNESS, pods, images, 192);
        return List.of(
                configMap(
                        "temoin-witnesses",
                        "witnesses.txt",
                        """
                        witness demo %s http://temoin-witness.temoin.svc:7380
                        quorum demo
                        """
                                .formatted(key)));
    }

    private static ObjectNode configMap(String name, String file, String content) {
        var object =
                RenderedChart.parse(
                                """
                                apiVersion: v1
                                kind: ConfigMap
                                metadata: {name: %s}
                                data: {}
                                """
                                        .formatted(name))
                        .getFirst();
        ((ObjectNode) object.path("data")).put(file, content);
        return object;
    }

    /** A JVM that cannot use its ahead-of-time cache goes on without it, and says so. */
    private static void isUndisturbed(String log) {
        assertThat(log).contains("started in").doesNotContain("[aot");
    }

    private static Path watched(SuiteFolder data) {
        return data.path().resolve("witness/logs.txt");
    }

    private static Path demonstration() {
        return SourceTree.root().resolve("launcher/src/test/resources/demonstration.yaml");
    }

    private static List<String> services() {
        return Arrays.stream(ServiceName.values()).map(QuickstartPlayIT::workload).toList();
    }

    private static String workload(ServiceName service) {
        return "temoin-" + service.shortName();
    }

    /** Built before, in the folder of the property {@code temoin.images}, or else now. */
    private static Path images() throws IOException, InterruptedException {
        var built = System.getProperty("temoin.images", "");
        return built.isEmpty() ? BuiltImages.of(names(), folder) : Path.of(built);
    }

    private static List<String> names() {
        return Stream.concat(
                        Arrays.stream(ServiceName.values()).map(ServiceName::deployable),
                        Stream.of(WITNESS))
                .toList();
    }

    /** Under the names that the chart has for them, so that podman fetches none. */
    private static Podman podmanWith(Path images) throws IOException {
        var podman = new Podman(folder.resolve("podman"));
        for (var name : names()) {
            var image = ImageLayout.read(images.resolve(name));
            podman.pull(images.resolve(name), image.name());
            podman.tag(image.name(), "ghcr.io/temoin/" + name + ":0.1.0");
            assertThat(podman.programs(image.name())).as(name).containsExactly("opt/jre/bin/java");
        }
        return podman;
    }

    /** The ports of this machine's loopback at which the pods answer, as forwarded by kubectl. */
    private static final class Forwarded implements AutoCloseable {

        private final List<TcpRelay> relays = new ArrayList<>();
        private final SuiteState state;

        Forwarded(PlayedPods pods, HostComponents components) {
            var services = new EnumMap<ServiceName, ServicePorts>(ServiceName.class);
            for (var service : ServiceName.values()) {
                var address = pods.address(workload(service));
                services.put(
                        service,
                        ServicePorts.of(
                                new ReplicaPorts(forward(address, 8080), forward(address, 9000))));
            }
            state =
                    new SuiteState(
                            ProcessHandle.current().pid(),
                            components.postgresPort(),
                            components.kafkaPort(),
                            components.keycloakPort(),
                            forward(pods.address(WITNESS), 7380),
                            services);
        }

        SuiteState state() {
            return state;
        }

        private int forward(String address, int port) {
            var local = FreePorts.any();
            relays.add(TcpRelay.start(local, new InetSocketAddress(address, port)));
            return local;
        }

        @Override
        public void close() {
            relays.forEach(TcpRelay::close);
        }
    }
}
