// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the ahead-of-time cache of a service that has just been packaged: records a complete start
 * on a real PostgreSQL and Kafka, with its migrations, and lets the same JVM write a cache of the
 * classes that it loaded. Each service's build runs it.
 *
 * <p>Keycloak is away, as it may be when a service starts: it would cost more than all the rest.
 */
public final class CacheTraining {

    /** Any, as long as it stays the same. */
    private static final Instant DATE = Instant.parse("2000-01-01T00:00:00Z");

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    // A JVM that ends writes what it has recorded.
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(2);

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String service;
    private final QuarkusApplication application;
    private final KeptCache kept;

    /** Deleted at the end, however it comes. */
    private final Path data;

    private final Path logs;

    private CacheTraining(String service, QuarkusApplication application, Path folder) {
        this.service = service;
        this.application = application;
        this.kept = new KeptCache(application, folder);
        this.data = folder.resolve("data");
        this.logs = folder.resolve("logs");
    }

    /**
     * Trains the service whose module is the working directory.
     *
     * @param arguments the module's name, such as {@code consent-service}
     */
    public static void main(String[] arguments) {
        var module = Path.of("").toAbsolutePath();
        var name = arguments[0];
        var training =
                new CacheTraining(
                        name.replace("-service", ""),
                        QuarkusApplication.of(name, module),
                        module.resolve("target/training"));
        endWithParent();
        training.deleteLeftovers();
        Runtime.getRuntime().addShutdownHook(new Thread(training::remove, "training-remove"));
        try {
            training.run();
        } catch (ComponentFailure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }

    private void run() {
        application.date(DATE);
        if (kept.restore()) {
            System.out.println("The application is the one that its cache was trained for.");
            return;
        }
        var began = System.nanoTime();
        var configuration = data.resolve("app.aotconf");
        record(configuration);
        var cache = data.resolve("app.aot");
        application.writeCache(data, configuration, cache, logs.resolve("cache.log"), WRITE_LIMIT);
        kept.keep(cache);
        System.out.printf(
                "Trained the cache in %d s: %s%n",
                Duration.ofNanos(System.nanoTime() - began).toSeconds(), application.cache());
    }

    private void record(Path configuration) {
        var identityPort = FreePorts.any();
        try (var postgres =
                        PostgresServer.startForAWhile(
                                data.resolve("postgresql"),
                                FreePorts.any(),
                                logs.resolve("postgresql.log"));
                var kafka =
                        KafkaBroker.start(
                                data.resolve("kafka"), FreePorts.any(), logs.resolve("kafka.log"));
                var _ = OpenIdMetadata.start(identityPort)) {
            Topics.create(kafka);
            var database =
                    ServiceDatabase.create(
                            postgres, service, ServiceDatabase.Passwords.generated());
            record(database, kafka, OpenIdMetadata.issuer(identityPort), configuration);
        }
    }

    private void record(
            ServiceDatabase database, KafkaBroker kafka, String issuer, Path configuration) {
        var http = FreePorts.any();
        var management = FreePorts.any();
        var process =
                application.startRecording(
                        data,
                        configuration,
                        environment(database, kafka, issuer, http, management),
                        logs.resolve("service.log"));
        process.await(START_LIMIT, () -> answer(management, "/q/health/ready").startsWith("200"));
        process.await(START_LIMIT, () -> answer(http, "/v1/without-a-token").startsWith("401"));
        process.stop(STOP_LIMIT);
        if (!Files.exists(configuration)) {
            throw process.failed("has recorded nothing");
        }
    }

    private Map<String, String> environment(
            ServiceDatabase database, KafkaBroker kafka, String issuer, int http, int management) {
        Map<String, String> environment = new HashMap<>(database.environmentOfOwners());
        environment.put("QUARKUS_PROFILE", "demo");
        environment.put("TEMOIN_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(http));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.put("TEMOIN_SHUTDOWN_DELAY", "0s");
        environment.put("TEMOIN_KEYSET_FILE", data.resolve("keyset.json").toString());
        environment.put("TEMOIN_SIGNING_KEY_FILE", data.resolve("signing-keys.json").toString());
        environment.put("TEMOIN_LOG_KEY_FILE", data.resolve("log-keys.pem").toString());
        environment.put("TEMOIN_BLOB_DIRECTORY", data.resolve("audio").toString());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer);
        return environment;
    }

    /** Status and body; nothing while nobody answers. */
    private static String answer(int port, String path) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(REQUEST_LIMIT)
                        .build();
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException _) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComponentFailure("Interrupted while waiting for a service.", e);
        }
    }

    /** A training that was killed may have left its processes and its data. */
    private void deleteLeftovers() {
        Leftovers.stop(data);
        PostgresServer.stopLeftover(data.resolve("postgresql"), logs.resolve("postgresql.log"));
        PostgresServer.deleteTree(data);
        PostgresServer.deleteTree(logs);
    }

    /** Kills what still runs, whichever step was interrupted. */
    private void remove() {
        ProcessHandle.current().children().forEach(ChildProcess::killTree);
        PostgresServer.deleteTree(data);
    }

    /** A build that is killed tells nobody. */
    static void endWithParent() {
        var _ =
                ProcessHandle.current()
                        .parent()
                        .orElseThrow()
                        .onExit()
                        .thenRun(() -> System.exit(1));
    }
}
