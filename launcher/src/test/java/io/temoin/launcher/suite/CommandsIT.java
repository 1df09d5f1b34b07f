// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.keyproviders.VaultServer;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.FreePorts;
import io.temoin.platform.QuarkusApplication;
import io.temoin.platform.ServiceDatabase;
import io.temoin.platform.ThrowAwayComponents;
import io.temoin.platform.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The packaged service runs without the passwords of its schemas' owners; what needs them are
 * commands of the same jar.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // a refusal that does not come is waited for long
class CommandsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final QuarkusApplication SERVICE =
            QuarkusApplication.of("retention-service", "retention-service");

    private static ThrowAwayComponents components;
    private static ServiceDatabase database;

    @BeforeAll
    static void startComponents() {
        components = ThrowAwayComponents.start();
        Topics.create(components.kafka());
        database =
                ServiceDatabase.create(
                        components.postgres(), "retention", ServiceDatabase.Passwords.generated());
    }

    @AfterAll
    static void stopComponents() {
        components.close();
    }

    @Test
    void migratesRotatesAndServesWithTheirOwnPasswordsEach() throws IOException {
        // Given: nobody has migrated
        var log = log("unmigrated");
        var service = serve(log);
        assertThatExceptionOfType(ComponentFailure.class)
                .isThrownBy(() -> service.process().await(LIMIT, service::isReady))
                .withMessageContaining("ended with code 1");
        assertThat(Files.readString(log))
                .contains(
                        "The database schema does not match the version of this service; missing:"
                                + " events")
                .contains("quarkus-run.jar migrate");
        var rotatedUnmigrated = refused("rotate", withOwners(), "rotate-unmigrated");
        assertThat(rotatedUnmigrated).content().contains("missing: keys");

        // When
        var migration = log("migrate");
        SERVICE.run(components.folder(), "migrate", withOwners(), migration, LIMIT);

        // Then
        assertThat(Files.readString(migration))
                .contains("the database schemas match the version of this service")
                .doesNotContain("Listening on");
        var running = serve(log("serve"));
        try {
            running.process().await(LIMIT, running::isReady);
            assertThat(
                            Files.readString(
                                    Path.of("/proc/%d/environ".formatted(running.process().pid()))))
                    .contains("TEMOIN_DB_APP_PASSWORD")
                    .doesNotContain("OWNER_PASSWORD");
            // Beside the service that runs: no port, no topic, no job of it.
            var rotation = log("rotate");
            SERVICE.run(components.folder(), "rotate", documentedOfRotate(), rotation, LIMIT);
            assertThat(Files.readString(rotation)).contains("key epoch 1 is current");
            assertThat(refused("rotate", withAnotherKeyset(), "rotate-with-another"))
                    .content()
                    .contains("The keyset does not belong to this database");
            assertThat(Files.readString(running.process().log()))
                    .contains("this process does not rotate key epochs");
        } finally {
            running.process().kill();
        }
    }

    @Test
    void needsAnOwnersPasswordForACommand() {
        for (var command : List.of("migrate", "rotate")) {
            var environment = environment(freePorts());
            assertThat(refused(command, environment, "no-password-" + command))
                    .content()
                    .contains("'%s' needs TEMOIN_DB_".formatted(command));
        }
    }

    /** The log of a command that fails. */
    private static Path refused(String command, Map<String, String> environment, String name) {
        var log = log(name);
        assertThatExceptionOfType(ComponentFailure.class)
                .isThrownBy(
                        () -> SERVICE.run(components.folder(), command, environment, log, LIMIT))
                .withMessageContaining("ended with code 1");
        return log;
    }

    /** It needs no setting but the file's name: there is nothing else at that time. */
    @Test
    void makesTheFirstKeysetAndNeverAnother() throws IOException {
        var file = components.folder().resolve("first/keyset.json");
        var environment = Map.of("TEMOIN_KEYSET_FILE", file.toString());

        SERVICE.run(components.folder(), "create-keyset", environment, log("create-keyset"), LIMIT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var made = Files.readString(file);
        assertThat(refused("create-keyset", environment, "create-keyset-again"))
                .content()
                .contains("The file " + file + " already exists");
        assertThat(file).hasContent(made);
    }

    /** What the service reads when it starts, and never over what is there. */
    @ParameterizedTest
    @CsvSource({
        "consent-service,create-signing-keys,TEMOIN_SIGNING_KEY_FILE,\"crv\"",
        "audit-service,create-log-keys,TEMOIN_LOG_KEY_FILE,BEGIN PRIVATE KEY"
    })
    void makesTheFirstSigningKeysAndNeverOthers(
            String service, String command, String variable, String content) throws IOException {
        QuarkusApplication application = QuarkusApplication.of(service, service);
        Path file = components.folder().resolve(command).resolve("keys");
        Map<String, String> settings = Map.of(variable, file.toString());
        Path log = components.folder().resolve(command + ".log");

        application.run(components.folder(), command, settings, log, LIMIT);

        String made = Files.readString(file);
        assertThat(made).contains(content);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatExceptionOfType(ComponentFailure.class)
                .isThrownBy(
                        () -> application.run(components.folder(), command, settings, log, LIMIT))
                .withMessageContaining("The file " + file + " already exists");
        assertThat(file).hasContent(made);
    }

    /** The packaged service reads the provider's settings from the environment alone. */
    @ParameterizedTest
    @CsvSource({
        "consent-service,create-signing-keys,TEMOIN_SIGNING_KEY_FILE,temoin-sealed",
        "audit-service,create-log-keys,TEMOIN_LOG_KEY_FILE,BEGIN TEMOIN SEALED PRIVATE KEY"
    })
    void sealsTheFirstSigningKeysWithAKeyProvider(
            String service, String command, String variable, String content) throws IOException {
        QuarkusApplication application = QuarkusApplication.of(service, service);
        Path file = components.folder().resolve(command).resolve("sealed");
        Path token = components.folder().resolve(command + "-token");
        Files.writeString(token, VaultServer.TOKEN);
        Path log = components.folder().resolve(command + "-sealed.log");
        try (VaultServer vault = new VaultServer()) {
            Map<String, String> settings =
                    Map.of(
                            variable,
                            file.toString(),
                            "TEMOIN_KEY_PROVIDER_TYPE",
                            "vault",
                            "TEMOIN_KEY_PROVIDER_VAULT_ADDRESS",
                            vault.address().toString(),
                            "TEMOIN_KEY_PROVIDER_VAULT_TOKEN_FILE",
                            token.toString());

            application.run(components.folder(), command, settings, log, LIMIT);

            assertThat(file).content().contains(content);
            vault.seal(true);
            Files.delete(file);
            assertThatExceptionOfType(ComponentFailure.class)
                    .isThrownBy(
                            () ->
                                    application.run(
                                            components.folder(), command, settings, log, LIMIT))
                    .withMessageContaining("answered 503");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void knowsNoOtherCommand() {
        var log = log("unknown");
        assertThatExceptionOfType(ComponentFailure.class)
                .isThrownBy(
                        () -> SERVICE.run(components.folder(), "destroy", withOwners(), log, LIMIT))
                .withMessageContaining("ended with code 2");
        assertThat(log)
                .content()
                .contains(
                        "[serve | migrate | rotate | create-keyset | import-keyset | seal-person-key | seal-opendsr-key]");
    }

    private record Service(ChildProcess process, SuiteState.ReplicaPorts ports) {

        boolean isReady() {
            return ServiceProcess.isReady(ports);
        }
    }

    private static Service serve(Path log) {
        var ports = freePorts();
        return new Service(
                SERVICE.start(components.folder(), List.of(), environment(ports), log), ports);
    }

    private static SuiteState.ReplicaPorts freePorts() {
        return new SuiteState.ReplicaPorts(FreePorts.any(), FreePorts.any());
    }

    private static Map<String, String> environment(SuiteState.ReplicaPorts ports) {
        var environment =
                ServiceEnvironment.of(
                        database.environment(), ports, components.kafka().bootstrapServers());
        environment.put("TEMOIN_SHUTDOWN_DELAY", "0s");
        environment.put("QUARKUS_OIDC_PUBLIC_KEY", somebodysKey());
        environment.put(
                "TEMOIN_KEYSET_FILE", components.folder().resolve("keyset.json").toString());
        return environment;
    }

    private static Map<String, String> withOwners() {
        var environment = environment(freePorts());
        environment.putAll(database.environmentOfOwners());
        return environment;
    }

    /** In production, and with nothing but what docs/operations.md says that it needs. */
    private static Map<String, String> documentedOfRotate() {
        var owners = database.environmentOfOwners();
        var environment = new HashMap<String, String>();
        for (var name :
                List.of(
                        "TEMOIN_DB_HOST",
                        "TEMOIN_DB_PORT",
                        "TEMOIN_DB_NAME",
                        "TEMOIN_DB_KEYS_NAME",
                        "TEMOIN_DB_KEYS_OWNER_PASSWORD")) {
            environment.put(name, owners.get(name));
        }
        environment.put(
                "TEMOIN_KEYSET_FILE", components.folder().resolve("keyset.json").toString());
        return environment;
    }

    private static Map<String, String> withAnotherKeyset() {
        var environment = documentedOfRotate();
        environment.put(
                "TEMOIN_KEYSET_FILE", components.folder().resolve("another.json").toString());
        SERVICE.run(
                components.folder(), "create-keyset", environment, log("create-another"), LIMIT);
        return environment;
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

    private static Path log(String name) {
        return components.folder().resolve("retention-" + name + ".log");
    }
}
