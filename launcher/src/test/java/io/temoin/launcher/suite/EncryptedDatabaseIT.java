// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.FreePorts;
import io.temoin.platform.QuarkusApplication;
import io.temoin.platform.ServiceDatabase;
import io.temoin.platform.ThrowAwayComponents;
import io.temoin.platform.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A packaged service against a PostgreSQL that takes TLS alone: it is reached when its certificate
 * is signed by whom the service trusts and is for the host that it asked for, and by no connection
 * otherwise.
 */
class EncryptedDatabaseIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String CERTIFIED_HOST = "localhost";
    private static final String OTHER_HOST = "127.0.0.1";

    private static ThrowAwayComponents components;
    private static ServiceDatabase database;
    private static Path trusted;
    private static Path foreign;

    private record Readiness(int statusCode, String body) {}

    private record Service(ChildProcess process, int management) implements AutoCloseable {

        @Override
        public void close() {
            process.kill();
        }

        void await(int status) {
            process.await(LIMIT, () -> readiness().statusCode() == status);
        }

        /** What the readiness probe answers; the status is 0 while nobody does. */
        Readiness readiness() {
            var address = URI.create("http://127.0.0.1:%d/q/health/ready".formatted(management));
            var probe = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
            try {
                var answer = HTTP.send(probe, HttpResponse.BodyHandlers.ofString());
                return new Readiness(answer.statusCode(), answer.body());
            } catch (IOException _) {
                return new Readiness(0, "");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        void endsWith(String reason) {
            assertThatExceptionOfType(ComponentFailure.class)
                    .isThrownBy(() -> await(200))
                    .withMessageContaining("ended with code 1");
            assertThat(log()).contains(reason);
        }

        /** For these data sources, and not for the other one. */
        void staysUnready(Set<String> sources, String sound) {
            await(503);
            assertThat(readiness().body())
                    .contains(
                            sources.stream()
                                    .map(
                                            "\"%s\": \"down - connection failed: SSL handshake failed\""
                                                    ::formatted)
                                    .toList())
                    .contains("\"%s\": \"UP\"".formatted(sound));
        }

        String log() {
            try {
                return Files.readString(process.log());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeAll
    static void startComponents() throws Exception {
        components = ThrowAwayComponents.start();
        Topics.create(components.kafka());
        database =
                ServiceDatabase.create(
                        components.postgres(), "consent", ServiceDatabase.Passwords.generated());
        var certificates = Files.createDirectory(components.folder().resolve("certificates"));
        trusted = certificate(certificates, "database");
        foreign = certificate(certificates, "somebody");
        takeTlsAlone(trusted, certificates.resolve("database.key"));
    }

    @AfterAll
    static void stopComponents() {
        components.close();
    }

    /** The owners migrate; the keys' owner stays to look after the epochs. */
    @Test
    void reachesADatabaseWhoseCertificateHolds() {
        try (var service = start(CERTIFIED_HOST, Map.of())) {
            service.await(200);

            service.process()
                    .await(
                            LIMIT,
                            () ->
                                    encryptedUsers()
                                            .containsAll(
                                                    Set.of(
                                                            "consent_app",
                                                            "consent_feed",
                                                            "consent_keys",
                                                            "consent_keys_owner")));
        }
    }

    @Test
    void doesNotStartOnADatabaseCertifiedBySomebodyElse() {
        try (var service = start(CERTIFIED_HOST, Map.of("TEMOIN_DB_CA_FILE", foreign.toString()))) {
            service.endsWith("PKIX path");
        }
    }

    @Test
    void doesNotStartOnADatabaseCertifiedForAnotherHost() {
        try (var service = start(OTHER_HOST, Map.of())) {
            service.endsWith("The hostname 127.0.0.1 could not be verified");
        }
    }

    /**
     * The migrations have their own connections, which hold here; the others are tried. Each trusts
     * somebody else once, asks for another host once, and is up once.
     */
    @ParameterizedTest
    @CsvSource({"<default>, feed, keys", "feed, keys, <default>", "keys, <default>, feed"})
    void isNotReadyWhileAConnectionTrustsSomebodyElseOrAsksForAnotherHost(
            String trusting, String asking, String sound) {
        var url =
                "postgresql://%s:%d/%s"
                        .formatted(
                                OTHER_HOST,
                                database.port(),
                                asking.equals("keys") ? "consent_keys" : "consent");
        var faults =
                Map.of(
                        settings(trusting) + "_TRUST_CERTIFICATE_PEM_CERTS",
                        foreign.toString(),
                        settings(asking) + "_URL",
                        url);
        try (var service = start(CERTIFIED_HOST, faults)) {
            service.staysUnready(Set.of(trusting, asking), sound);
        }
    }

    private static String settings(String source) {
        return source.equals("<default>")
                ? "QUARKUS_DATASOURCE_REACTIVE"
                : "QUARKUS_DATASOURCE_%s_REACTIVE".formatted(source.toUpperCase(Locale.ROOT));
    }

    /** It has no part in being ready: an erasure waits for it, and nobody else. */
    @Test
    void leavesTheEpochsAloneWhenTheirOwnersConnectionTrustsSomebodyElse() {
        var trust =
                Map.of(
                        "QUARKUS_DATASOURCE_KEYS_OWNER_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS",
                        foreign.toString());
        try (var service = start(CERTIFIED_HOST, trust)) {
            service.process()
                    .await(
                            LIMIT,
                            () ->
                                    service.log().contains("SSL handshake failed")
                                            && service.log()
                                                    .contains("rotation of the key epochs failed"));
        }
    }

    private static Service start(String host, Map<String, String> settings) {
        var ports = new SuiteState.ReplicaPorts(FreePorts.any(), FreePorts.any());
        var environment =
                ServiceEnvironment.of(
                        database.environmentOfOwners(),
                        ports,
                        components.kafka().bootstrapServers());
        environment.put("TEMOIN_DB_HOST", host);
        environment.put("TEMOIN_DB_SSLMODE", "verify-full");
        environment.put("TEMOIN_DB_CA_FILE", trusted.toString());
        environment.put("QUARKUS_OIDC_PUBLIC_KEY", somebodysKey());
        environment.put("TEMOIN_KEYSET_FILE", file("keyset.json"));
        environment.put("TEMOIN_SIGNING_KEY_FILE", file("signing-key.json"));
        environment.put("TEMOIN_KEYS_CHECK_INTERVAL", "PT1S");
        environment.putAll(settings);
        var log = components.folder().resolve("service-" + ports.management() + ".log");
        return new Service(
                QuarkusApplication.of("consent-service", "consent-service")
                        .start(components.folder(), List.of(), environment, log),
                ports.management());
    }

    /** Nobody sends a token here. */
    private static String somebodysKey() {
        try {
            var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> encryptedUsers() {
        try (var administrator = components.postgres().administrator("postgres");
                var statement = administrator.createStatement();
                var rows =
                        statement.executeQuery(
                                "select distinct usename from pg_stat_ssl join pg_stat_activity"
                                        + " using (pid) where ssl")) {
            var users = new HashSet<String>();
            while (rows.next()) {
                users.add(rows.getString(1));
            }
            return users;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String file(String name) {
        return components.folder().resolve(name).toString();
    }

    /** Makes a certificate for {@link #CERTIFIED_HOST} that vouches for itself. */
    private static Path certificate(Path folder, String name) throws Exception {
        new CertificateGenerator(folder, true)
                .generate(
                        new CertificateRequest()
                                .withName(name)
                                .withFormat(Format.PEM)
                                .withCN(CERTIFIED_HOST)
                                .withSubjectAlternativeName("DNS:" + CERTIFIED_HOST));
        return folder.resolve(name + ".crt");
    }

    private static void takeTlsAlone(Path certificate, Path key) throws Exception {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (Connection administrator = components.postgres().administrator("postgres");
                var statement = administrator.createStatement()) {
            statement.execute("alter system set ssl_cert_file = '" + certificate + "'");
            statement.execute("alter system set ssl_key_file = '" + key + "'");
            statement.execute("alter system set ssl = on");
            var access = components.folder().resolve("postgresql/pg_hba.conf");
            Files.writeString(access, "hostssl all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        }
    }
}
