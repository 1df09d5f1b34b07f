// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.QuarkusApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The packaged services, started in production with exactly the environment and the files that the
 * chart gives them, as far as that goes without a database: past every start check and the key
 * files, up to the first connection. {@link QuickstartServiceIT} does it with a database.
 */
class ProductionStartIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir static Path first;
    @TempDir Path folder;

    /** Of any service: a keyset belongs to none before it has met a database. */
    @BeforeAll
    static void createKeyset() {
        QuarkusApplication.of("consent", "consent-service")
                .run(
                        first,
                        "create-keyset",
                        Map.of("TEMOIN_KEYSET_FILE", first.resolve("keyset.json").toString()),
                        first.resolve("create-keyset.log"),
                        LIMIT);
    }

    /** A start takes seconds of CPU: each service once, and each kind of key provider. */
    @ParameterizedTest
    @CsvSource({
        "consent, production",
        "consent, openshift",
        "recording, airgapped",
        "audit, vault-and-s3",
        "retention, ha-multi-az"
    })
    void passesEveryStartCheckWithWhatTheChartGives(String service, String values)
            throws Exception {
        // When
        var said = start(service, Chart.render(Chart.values(values)));

        // Then: it fails at the first connection, which comes after all key files
        assertThat(said)
                .contains("UnknownHostException")
                .doesNotContain("not safe for production")
                .doesNotContain("Unrecognized configuration key");
    }

    /** Where secrets come from makes no difference to a service. */
    @Test
    void theValuesThatNoStartTriesGiveNoOtherVariables() {
        Set<String> tried = new TreeSet<>();
        for (var values : List.of("production", "openshift", "airgapped")) {
            tried.addAll(variables(values));
        }

        assertThat(variables("external-secrets-vault")).isNotEmpty().isSubsetOf(tried);
    }

    private static Set<String> variables(String values) {
        var objects = Chart.render(Chart.values(values));
        Set<String> variables = new TreeSet<>();
        for (var service : Chart.SERVICES) {
            variables.addAll(
                    Manifests.environment(Manifests.container(objects, service, "serve")).keySet());
        }
        return variables;
    }

    /** A setting that the jar has a value for, and that cannot be a number: it has been read. */
    @Test
    void readsTheSettingsUnderConfig() throws Exception {
        // When
        var said =
                start(
                        "consent",
                        Chart.render(
                                Chart.values("production"),
                                """
                                services:
                                  consent:
                                    config: {temoin.consent.self-service.readings.max-per-link: many}
                                """));

        // Then
        assertThat(said)
                .contains("temoin.consent.self-service.readings.max-per-link", "many")
                .doesNotContain("UnknownHostException");
    }

    /** What the log of the service says, until it fails. */
    private String start(String service, List<JsonNode> objects) throws Exception {
        var files = Files.createDirectories(folder.resolve("etc"));
        keys(service, files);
        certificates(files);
        var config = Files.createDirectories(files.resolve("config"));
        Files.writeString(
                config.resolve("application.properties"),
                moved(
                        Manifests.one(objects, "ConfigMap", "temoin-" + service)
                                .at("/data/application.properties")
                                .asText(),
                        files));
        var environment = environment(Manifests.container(objects, service, "serve"), files);
        var log = folder.resolve("log");
        assertThatThrownBy(
                        () ->
                                QuarkusApplication.of(service, service + "-service")
                                        .run(folder, "serve", environment, log, LIMIT))
                .isInstanceOf(ComponentFailure.class);
        return Files.readString(log);
    }

    /**
     * The values of secrets are any that the checks accept; hosts are those of the values and
     * cannot be found.
     */
    private static Map<String, String> environment(JsonNode container, Path files) {
        Map<String, String> environment = new HashMap<>();
        Manifests.environment(container)
                .forEach(
                        (name, value) ->
                                environment.put(
                                        name,
                                        value.contains("password") && value.contains("/")
                                                ? "a-password-of-this-test"
                                                : moved(value, files)));
        // A trust store of this test would be one more file; Java's own does for a check of
        // settings.
        environment.remove("JDK_JAVA_OPTIONS");
        environment.put("TEMOIN_DB_HOST", "nowhere.invalid");
        return environment;
    }

    private static String moved(String value, Path files) {
        return value.replace("/etc/temoin", files.toString())
                .replace("/var/lib/temoin", files.toString())
                .replace("/var/run/secrets/temoin", files.toString());
    }

    private static void keys(String service, Path files) throws IOException {
        var keys = Files.createDirectories(files.resolve("keys"));
        var signingKeys = Files.createDirectories(files.resolve("signing-keys"));
        Files.copy(
                first.resolve("keyset.json"),
                keys.resolve("keyset.json"),
                StandardCopyOption.COPY_ATTRIBUTES);
        owned(keys.resolve("pin"), "1234");
        owned(Files.createDirectories(files.resolve("vault")).resolve("token"), "a-token");
        if (service.equals("consent")) {
            owned(
                    signingKeys.resolve("signing-keys.json"),
                    // RFC 8037, appendix A.1: a key that everybody knows
                    """
                    {"keys": [{"kty": "OKP", "crv": "Ed25519",
                      "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
                      "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}
                    """);
        } else if (service.equals("audit")) {
            owned(signingKeys.resolve("log-keys.pem"), pem());
        }
    }

    /** For every place where the chart mounts an authority, or the certificate of the service. */
    private static void certificates(Path files) throws Exception {
        new CertificateGenerator(files, true)
                .generate(new CertificateRequest().withName("tls").withFormat(Format.PEM));
        for (var authority : List.of("database-ca", "kafka-ca", "oidc-ca", "vault-ca", "tls")) {
            Files.createDirectories(files.resolve(authority));
            Files.copy(files.resolve("tls.crt"), files.resolve(authority).resolve("ca.crt"));
        }
        Files.copy(files.resolve("tls.crt"), files.resolve("tls/tls.crt"));
        Files.copy(files.resolve("tls.key"), files.resolve("tls/tls.key"));
    }

    private static String pem() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
            return """
                    -----BEGIN PRIVATE KEY-----
                    %s
                    -----END PRIVATE KEY-----
                    -----BEGIN PUBLIC KEY-----
                    %s
                    -----END PUBLIC KEY-----
                    """
                    .formatted(
                            encoder.encodeToString(pair.getPrivate().getEncoded()),
                            encoder.encodeToString(pair.getPublic().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void owned(Path file, String content) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, List.of(content));
    }
}
