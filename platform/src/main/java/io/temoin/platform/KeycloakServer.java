// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Keycloak 26.7 with the realm {@code temoin} on 127.0.0.1. Sessions and the realm's keys live in
 * its home folder and survive {@link #kill()}; a changed realm file is imported afresh.
 */
public final class KeycloakServer implements Component {

    // Generous: on a cold, busy machine with two cores the first start imports for a while.
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

    private final KeycloakHome home;
    private final int port;
    private final URI address;
    private final Path log;
    private ChildProcess process;

    private KeycloakServer(
            KeycloakHome home, int port, URI address, Path log, ChildProcess process) {
        this.home = home;
        this.port = port;
        this.address = address;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a server without waiting for it: it is the slowest of all, so the others start
     * meanwhile. {@link #awaitRealm()} waits.
     *
     * @param folder its data; made when it is new
     * @throws ComponentFailure when the port is taken
     */
    public static KeycloakServer launch(Path folder, int port, Path log) {
        return launch(folder, port, local(port), log);
    }

    /**
     * The same, for services that are not on this machine's loopback: in containers, say.
     *
     * @param address under which they reach the port, and which its tokens name as their issuer
     *     wherever they were asked for
     */
    public static KeycloakServer launch(Path folder, int port, URI address, Path log) {
        Leftovers.stop(folder);
        FreePorts.require(port, "Keycloak");
        var home = KeycloakHome.prepare(folder.toAbsolutePath().normalize(), log);
        return new KeycloakServer(
                home,
                port,
                address,
                log,
                launch(home, port, address, KeycloakTemplate.use(), Map.of(), log));
    }

    /** One that has no database yet: makes it, with an administrator, and records its classes. */
    static KeycloakServer launchFirst(KeycloakHome home, String adminPassword, Path log) {
        var port = FreePorts.any();
        var administrator =
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        adminPassword);
        var process =
                launch(home, port, local(port), KeycloakTemplate.record(), administrator, log);
        return new KeycloakServer(home, port, local(port), log, process);
    }

    /** Of the user {@code admin} of its console. */
    public String adminPassword() {
        return home.adminPassword();
    }

    /** The issuer of the tokens, which is also what a service is told to trust. */
    public URI realm() {
        return address.resolve("/realms/temoin");
    }

    /** The port of 127.0.0.1 it listens on. */
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    /** Returns when the realm gives tokens. */
    public void awaitRealm() {
        // The port opens before the realm is there.
        var request =
                HttpRequest.newBuilder(
                                local(port)
                                        .resolve("/realms/temoin/.well-known/openid-configuration"))
                        .timeout(REQUEST_LIMIT)
                        .build();
        // An upgrade that meets a process on its way up ends in a protocol error.
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(REQUEST_LIMIT)
                        .build()) {
            process.await(START_LIMIT, () -> answers(http, request));
        }
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() {
        FreePorts.require(port, "Keycloak");
        process = launch(home, port, address, KeycloakTemplate.use(), Map.of(), log);
        awaitRealm();
    }

    @Override
    public void close() {
        stop(STOP_LIMIT);
    }

    void stop(Duration limit) {
        process.stop(limit);
    }

    private static boolean answers(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComponentFailure("Interrupted while waiting for Keycloak.", e);
        }
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static ChildProcess launch(
            KeycloakHome home,
            int port,
            URI address,
            List<String> cache,
            Map<String, String> environment,
            Path log) {
        return ChildProcess.start(
                "Keycloak",
                home.command(
                        cache,
                        "start",
                        "--optimized",
                        "--import-realm",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname=" + address,
                        // Else it opens a cluster port that is not on 127.0.0.1.
                        "--cache=local",
                        // The passwords of the realm's people are in its file, which is public, and
                        // the administrator's is random: there is nothing that slow hashes protect.
                        "--spi-password-hashing--argon2--iterations=1",
                        "--spi-password-hashing--argon2--memory=64"),
                environment,
                log);
    }
}
