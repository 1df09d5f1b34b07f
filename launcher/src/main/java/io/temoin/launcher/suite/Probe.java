// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A question to one part of the suite: does it answer? */
public record Probe(String part, URI address, URI ready) {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** One for each part. */
    public static List<Probe> all(SuiteState state) {
        var probes = new ArrayList<Probe>();
        probes.add(socket("PostgreSQL", state.postgresPort()));
        probes.add(socket("Kafka", state.kafkaPort()));
        probes.add(
                new Probe(
                        "Keycloak",
                        state.keycloak(),
                        state.keycloak()
                                .resolve("/realms/temoin/.well-known/openid-configuration")));
        probes.add(socket(WitnessProcess.PART, state.witnessPort()));
        for (var name : ServiceName.values()) {
            probes.addAll(ofService(name, state));
        }
        return probes;
    }

    private static List<Probe> ofService(ServiceName name, SuiteState state) {
        var replicas = state.replicas(name);
        var probes = new ArrayList<Probe>();
        if (replicas.size() > 1) {
            probes.add(socket(name.deployable(), state.service(name).getPort()));
        }
        for (var index = 0; index < replicas.size(); index++) {
            probes.add(
                    new Probe(
                            name.part(index, replicas.size()),
                            replicas.get(index),
                            state.management(name).get(index).resolve("/q/health/ready")));
        }
        return probes;
    }

    /** Whether it does, within a few seconds. */
    public boolean answers() {
        return "http".equals(ready.getScheme()) ? isReady() : isListening();
    }

    private static Probe socket(String part, int port) {
        var address = URI.create("tcp://127.0.0.1:" + port);
        return new Probe(part, address, address);
    }

    private boolean isListening() {
        return listens(ready.getPort());
    }

    /** Whether anybody listens on that port of 127.0.0.1. */
    static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) LIMIT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isReady() {
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(LIMIT)
                        .build()) {
            return http.send(
                                    HttpRequest.newBuilder(ready).timeout(LIMIT).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
