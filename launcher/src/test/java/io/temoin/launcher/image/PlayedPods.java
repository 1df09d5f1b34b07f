// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.platform.Concurrently;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pods of the chart, played by podman on a network of their own: each has an address, and nothing
 * of them can be reached from outside of this machine.
 */
final class PlayedPods implements AutoCloseable {

    private static final String NETWORK = "play";
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final int FIRST_ADDRESS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Podman podman;
    private final Path folder;
    private final String gateway;
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Path> provided = new HashMap<>();
    private final List<String> playing = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private PlayedPods(Podman podman, Path folder, String gateway) {
        this.podman = podman;
        this.folder = folder;
        this.gateway = gateway;
    }

    /**
     * Makes the network; a first pod, in which nothing runs, so that this machine has its address.
     */
    static PlayedPods on(Podman podman, Path folder) throws IOException {
        podman.ask("network", "create", "--disable-dns", NETWORK);
        var network = JSON.readTree(podman.ask("network", "inspect", NETWORK)).path(0);
        var pods = new PlayedPods(podman, folder, network.at("/subnets/0/gateway").asText());
        podman.ask("pod", "create", "--name=nobody", "--network=" + NETWORK);
        podman.ask("pod", "start", "nobody");
        return pods;
    }

    /** The address of this machine on the network. */
    String gateway() {
        return gateway;
    }

    /** The address of a workload's pod: the same at every start. */
    String address(String workload) {
        return addresses.computeIfAbsent(
                workload,
                _ ->
                        gateway.substring(0, gateway.lastIndexOf('.') + 1)
                                + (FIRST_ADDRESS + addresses.size()));
    }

    /**
     * Starts a Deployment's pod, its init container first.
     *
     * @param more ConfigMaps that the chart expects to find
     */
    void start(RenderedChart chart, String deployment, List<ObjectNode> more) throws IOException {
        play(chart, "Deployment", deployment, more);
    }

    /** Runs a Job, or once what a CronJob runs, to its end, and returns what it said. */
    String run(RenderedChart chart, String kind, String name) throws IOException {
        play(chart, kind, name, List.of());
        var container = container(chart.one(kind, name));
        var status = podman.ask("wait", container);
        var said = podman.ask("logs", container);
        assertThat(status).as(said).isEqualTo("0");
        remove(name);
        return said;
    }

    private void play(RenderedChart chart, String kind, String name, List<ObjectNode> more)
            throws IOException {
        var file = folder.resolve(name + ".yaml");
        Files.writeString(file, chart.played(kind, name, hosts(chart), more));
        playing.add(name);
        podman.ask(
                "kube",
                "play",
                "--start=false",
                "--network=" + NETWORK,
                "--ip=" + address(name),
                file.toString());
        var pod = RenderedChart.pod(chart.one(kind, name)).path("spec");
        for (var volume : pod.path("volumes")) {
            giveToGroup(volume, pod.at("/securityContext/fsGroup").asInt());
        }
        podman.ask("pod", "start", pod(name));
    }

    /** What the kubelet does with {@code fsGroup}, and podman does not. */
    private void giveToGroup(JsonNode volume, int group) throws IOException {
        var name =
                volume.at("/secret/secretName")
                        .asText(volume.at("/persistentVolumeClaim/claimName").asText());
        if (name.isEmpty()) {
            return;
        }
        var writable = volume.has("persistentVolumeClaim");
        // A claim's folder is mounted with its first container.
        var place = provided.containsKey(name) ? provided.get(name) : volume(name);
        try (var files = Files.walk(place)) {
            for (var file : files.toList()) {
                Files.setAttribute(file, "unix:gid", group);
                if (writable && Files.isDirectory(file)) {
                    Files.setAttribute(file, "unix:mode", 042770);
                }
            }
        }
    }

    /** Where the files of a volume lie: of a claim, a ConfigMap or a secret, by its name. */
    Path volume(String name) {
        return Path.of(podman.ask("volume", "inspect", "--format", "{{.Mountpoint}}", name));
    }

    /**
     * What a storage class does: makes the volume of a claim.
     *
     * @param at the folder in which its files are to lie
     */
    void provide(String claim, Path at) throws IOException {
        Files.createDirectories(at);
        podman.ask(
                "volume", "create", "--opt=type=none", "--opt=o=bind", "--opt=device=" + at, claim);
        provided.put(claim, at);
    }

    /** Waits until every probe of a Deployment's only container succeeds. */
    void awaitProbes(RenderedChart chart, String deployment) {
        var workload = chart.one("Deployment", deployment);
        var container = RenderedChart.pod(workload).at("/spec/containers/0");
        for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            if (container.has(probe)) {
                await(deployment + "'s " + probe)
                        .atMost(START_LIMIT)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> succeeds(container, probe, deployment, workload));
            }
        }
    }

    private boolean succeeds(JsonNode container, String probe, String name, JsonNode workload) {
        var ask = container.path(probe);
        try {
            if (ask.has("tcpSocket")) {
                try (var socket = new Socket()) {
                    var port = port(container, ask.at("/tcpSocket/port"));
                    socket.connect(new InetSocketAddress(address(name), port), 2000);
                    return true;
                }
            }
            var address =
                    "http://%s:%d%s"
                            .formatted(
                                    address(name),
                                    port(container, ask.at("/httpGet/port")),
                                    ask.at("/httpGet/path").asText());
            return http.send(
                                    HttpRequest.newBuilder(URI.create(address))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            assertThat(podman.ask("inspect", "--format", "{{.State.Status}}", container(workload)))
                    .as(() -> podman.ask("logs", "--tail=40", container(workload)))
                    .isEqualTo("running");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int port(JsonNode container, JsonNode name) {
        for (var port : container.path("ports")) {
            if (port.path("name").equals(name)) {
                return port.path("containerPort").asInt();
            }
        }
        throw new AssertionError("The container has no port " + name);
    }

    /** What the only container of a workload may do and uses. */
    Confinement confinement(RenderedChart chart, String deployment) {
        return Confinement.of(podman.pid(container(chart.one("Deployment", deployment))));
    }

    /** What a workload's container has said. */
    String log(RenderedChart chart, String deployment) {
        return podman.ask("logs", container(chart.one("Deployment", deployment)));
    }

    /** Ends pods as Kubernetes does, with the grace that they ask for, and removes them. */
    void stop(RenderedChart chart, List<String> deployments) {
        Concurrently.all(
                deployments.stream().map(name -> () -> stop(chart.one("Deployment", name))));
    }

    private void stop(ObjectNode workload) {
        var name = RenderedChart.name(workload);
        var grace = RenderedChart.pod(workload).at("/spec/terminationGracePeriodSeconds").asText();
        podman.ask("pod", "stop", "--time=" + grace, pod(name));
        // The code of a JVM that ended by SIGTERM; 137 would be a process that had to be killed.
        assertThat(podman.ask("inspect", "--format", "{{.State.ExitCode}}", container(workload)))
                .as(name)
                .isIn("0", "143");
        remove(name);
    }

    private void remove(String name) {
        podman.ask("pod", "rm", "--force", "--time=0", pod(name));
        // An emptyDir ends with its pod.
        podman.ask("volume", "rm", "--force", name + "-tmp");
        playing.remove(name);
    }

    /** The Services of the chart, with the addresses of the pods that they select. */
    private Map<String, List<String>> hosts(RenderedChart chart) {
        var hosts = new LinkedHashMap<String, List<String>>();
        hosts.put(gateway, HostComponents.NAMES);
        chart.ofKind("Service")
                .forEach(
                        service -> {
                            var names =
                                    hosts.computeIfAbsent(
                                            address(selected(chart, service)),
                                            _ -> new ArrayList<>());
                            names.add(
                                    RenderedChart.name(service)
                                            + "."
                                            + RenderedChart.NAMESPACE
                                            + ".svc");
                        });
        return hosts;
    }

    private static String selected(RenderedChart chart, ObjectNode service) {
        return chart.ofKind("Deployment")
                .filter(
                        deployment ->
                                service.at("/spec/selector").properties().stream()
                                        .allMatch(
                                                label ->
                                                        RenderedChart.pod(deployment)
                                                                .at("/metadata/labels")
                                                                .path(label.getKey())
                                                                .equals(label.getValue())))
                .map(RenderedChart::name)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(RenderedChart.name(service) + " selects no pod"));
    }

    private static String container(JsonNode workload) {
        return pod(RenderedChart.name(workload))
                + "-"
                + RenderedChart.pod(workload).at("/spec/containers/0/name").asText();
    }

    private static String pod(String workload) {
        return workload + "-pod";
    }

    @Override
    public void close() {
        http.close();
        for (var name : List.copyOf(playing)) {
            // What was not stopped in order is why a test has failed, or the witness.
            System.out.println(podman.ask("pod", "logs", "--names", "--tail=60", pod(name)));
            remove(name);
        }
        podman.ask("pod", "rm", "--force", "--time=0", "nobody");
        podman.ask("network", "rm", NETWORK);
    }
}
