// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.TestSettings;
import io.temoin.keystart.KeyProviderConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupChecksTest {

    private static final String PASSWORD = "a-long-enough-password";
    private static final Map<String, String> SOUND = sound();

    /** The services' own settings, for a database, brokers and identity provider elsewhere. */
    private static Map<String, String> sound() {
        Map<String, String> settings = new HashMap<>();
        settings.put("TEMOIN_DB_APP_PASSWORD", PASSWORD);
        settings.put("TEMOIN_DB_FEED_PASSWORD", PASSWORD);
        settings.put("TEMOIN_DB_KEYS_PASSWORD", PASSWORD);
        settings.put("TEMOIN_DB_HOST", "db.example");
        settings.put("temoin.db.sslmode", "verify-full");
        settings.put("kafka.bootstrap.servers", "kafka-1.example:9093,kafka-2.example:9093");
        settings.put("kafka.security.protocol", "SASL_SSL");
        settings.put("quarkus.oidc.auth-server-url", "https://id.example/realms/temoin");
        settings.put("quarkus.oidc.client-id", "temoin-services");
        settings.put("quarkus.oidc.token.audience", "temoin");
        return settings;
    }

    @Test
    void startsWithASoundConfiguration() {
        assertThatNoException().isThrownBy(() -> start(SOUND));
    }

    /** Unwrapped keys come over it. */
    @ParameterizedTest
    @CsvSource({
        "vault,temoin.key-provider.vault.address",
        "aws-kms,temoin.key-provider.aws-kms.endpoint"
    })
    void refusesAKeyProviderThatIsReachedInClear(String type, String address) {
        assertThatIllegalStateException()
                .isThrownBy(() -> start(provided(type, address, "http://keys.example:8200")))
                .withMessageContaining(address + " must be an https address.");
        for (String sound : List.of("https://keys.example:8200", "http://127.0.0.1:8200")) {
            assertThatNoException().isThrownBy(() -> start(provided(type, address, sound)));
        }
    }

    @ParameterizedTest
    @CsvSource({"IMPORT_KEYSET", "CREATE_KEYSET", "ROTATE"})
    void refusesItToTheCommandsThatSendKeysToIt(String command) {
        Map<String, String> settings =
                new HashMap<>(
                        provided(
                                "vault",
                                "temoin.key-provider.vault.address",
                                "http://keys.example"));
        settings.put(ServiceCommand.SETTING, command);
        settings.put("TEMOIN_DB_KEYS_OWNER_PASSWORD", PASSWORD);

        assertThatIllegalStateException()
                .isThrownBy(() -> start(settings))
                .withMessageContaining("must be an https address");
    }

    private static Map<String, String> provided(String type, String setting, String address) {
        return with(Map.of("temoin.key-provider.type", type, setting, address));
    }

    /** Nobody who takes a service over shall own its schema. */
    @ParameterizedTest
    @CsvSource({"TEMOIN_DB_OWNER_PASSWORD", "TEMOIN_DB_KEYS_OWNER_PASSWORD"})
    void refusesAnOwnersPasswordWhereThatIsAsked(String password) {
        Map<String, String> settings = with(Map.of(password, PASSWORD));

        assertThatNoException().isThrownBy(() -> start(settings));
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                checks(settings, List.of(), new TestSettings(false, true))
                                        .requireSecure())
                .withMessageContaining(password + " must not be given to a running service");
        assertThatNoException()
                .isThrownBy(
                        () ->
                                checks(SOUND, List.of(), new TestSettings(false, true))
                                        .requireSecure());
    }

    /** Said at every start, until the setting refuses it. */
    @ParameterizedTest
    @CsvSource({"TEMOIN_DB_OWNER_PASSWORD", "TEMOIN_DB_KEYS_OWNER_PASSWORD"})
    void warnsOfAnOwnersPasswordOtherwise(String password) {
        List<String> warnings = new ArrayList<>();
        Handler log = warningsInto(warnings);
        Logger speaker = Logger.getLogger(StartupChecks.class.getName());
        speaker.addHandler(log);
        try {
            start(SOUND);
            assertThat(warnings).isEmpty();

            start(with(Map.of(password, PASSWORD)));
        } finally {
            speaker.removeHandler(log);
        }

        assertThat(warnings)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(password, "temoin.refuse-owner-passwords=true")
                .doesNotContain(PASSWORD);
    }

    private static Handler warningsInto(List<String> warnings) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() == Level.WARNING.intValue()) {
                    warnings.add(new SimpleFormatter().formatMessage(line));
                }
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    /** Any page could act as whoever is signed in. */
    @ParameterizedTest
    @CsvSource({"*", "/.*/", "'https://a.example, *'"})
    void refusesCredentialsFromPagesThatAreNotNamed(String origins) {
        Map<String, String> settings =
                with(
                        Map.of(
                                "temoin.cors.origins",
                                origins,
                                "quarkus.http.cors.enabled",
                                "true",
                                "quarkus.http.cors.access-control-allow-credentials",
                                "true"));

        assertThatIllegalStateException()
                .isThrownBy(() -> start(settings))
                .withMessageContaining("temoin.cors.origins must list each origin");
        settings.put("quarkus.http.cors.access-control-allow-credentials", "false");
        assertThatNoException().isThrownBy(() -> start(settings));
        settings.put("quarkus.http.cors.access-control-allow-credentials", "true");
        settings.put("temoin.cors.origins", "https://a.example,https://b.example");
        assertThatNoException().isThrownBy(() -> start(settings));
    }

    /** A command has what it needs and no more, and speaks to the databases alone. */
    @ParameterizedTest
    @CsvSource({
        "MIGRATE, TEMOIN_DB_OWNER_PASSWORD",
        "MIGRATE, TEMOIN_DB_KEYS_OWNER_PASSWORD",
        "ROTATE, TEMOIN_DB_KEYS_OWNER_PASSWORD"
    })
    void asksACommandForItsOwnPasswords(String command, String password) {
        Map<String, String> settings = new HashMap<>();
        settings.put("temoin.command", command);
        settings.put("TEMOIN_DB_OWNER_PASSWORD", PASSWORD);
        settings.put("TEMOIN_DB_KEYS_OWNER_PASSWORD", PASSWORD);
        settings.put("TEMOIN_DB_HOST", "db.example");
        settings.put("temoin.db.sslmode", "verify-full");
        settings.put("kafka.bootstrap.servers", "kafka-1.example:9092");

        assertThatNoException()
                .isThrownBy(
                        () ->
                                checks(settings, List.of(), new TestSettings(false, true))
                                        .requireSecure());
        settings.put("temoin.db.sslmode", "disable");
        assertThatIllegalStateException()
                .isThrownBy(() -> start(settings))
                .withMessageContaining("TEMOIN_DB_SSLMODE must be");
        settings.put("temoin.db.sslmode", "verify-full");
        settings.remove(password);
        assertThatIllegalStateException()
                .isThrownBy(() -> start(settings))
                .withMessageContaining(password + " must be set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TEMOIN_DB_OWNER_PASSWORD      | short                    | TEMOIN_DB_OWNER_PASSWORD must be
                    TEMOIN_DB_APP_PASSWORD        | short                    | TEMOIN_DB_APP_PASSWORD must be
                    TEMOIN_DB_FEED_PASSWORD       | short                    | TEMOIN_DB_FEED_PASSWORD must be
                    TEMOIN_DB_KEYS_OWNER_PASSWORD | short                    | TEMOIN_DB_KEYS_OWNER_PASSWORD must be
                    TEMOIN_DB_KEYS_PASSWORD       | short                    | TEMOIN_DB_KEYS_PASSWORD must be
                    temoin.db.sslmode             | disable                  | TEMOIN_DB_SSLMODE must be
                    temoin.db.sslmode             | require                  | TEMOIN_DB_SSLMODE must be
                    temoin.db.sslmode             | verify-ca                | TEMOIN_DB_SSLMODE must be
                    kafka.security.protocol       | PLAINTEXT                | kafka.security.protocol must be
                    kafka.security.protocol       | SASL_PLAINTEXT           | kafka.security.protocol must be
                    quarkus.oidc.auth-server-url  | http://id.example/realms | quarkus.oidc.auth-server-url must be
                    kafka.ssl.endpoint.identification.algorithm | ''         | kafka.ssl.endpoint.identification.algorithm must be
                    quarkus.oidc.tls.verification | none                     | quarkus.oidc.tls.verification must be
                    quarkus.oidc.tls.verification | certificate-validation   | quarkus.oidc.tls.verification must be
                    quarkus.tls.trust-all         | true                     | quarkus.tls.trust-all must not
                    quarkus.tls.hostname-verification-algorithm | NONE       | quarkus.tls.hostname-verification-algorithm must not
                    """)
    void refusesAnInsecureSettingByItsName(String setting, String value, String complaint) {
        assertThatIllegalStateException()
                .isThrownBy(() -> start(with(Map.of(setting, value))))
                .withMessageContaining(complaint)
                .withMessageNotContaining("short");
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.datasource.reactive.postgresql.ssl-mode, prefer, quarkus.datasource.reactive.url",
        "quarkus.datasource.feed.reactive.trust-all, true, quarkus.datasource.feed.reactive.url",
        "quarkus.datasource.keys.reactive.hostname-verification-algorithm, NONE,"
                + " quarkus.datasource.keys.reactive.url",
        "quarkus.datasource.keys-owner.reactive.postgresql.ssl-mode, allow,"
                + " quarkus.datasource.keys-owner.reactive.url",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://db.example/consent?sslmode=require,"
                + " quarkus.datasource.jdbc.url",
        "quarkus.datasource.keys.jdbc.url, jdbc:postgresql://db.example/consent_keys,"
                + " quarkus.datasource.keys.jdbc.url"
    })
    void namesEveryConnectionThatIsOpen(String setting, String value, String address) {
        assertThatIllegalStateException()
                .isThrownBy(() -> start(with(Map.of(setting, value))))
                .withMessageContaining("over a network at " + address + ".");
    }

    @ParameterizedTest
    @CsvSource({"localhost", "127.0.0.1", "127.8.9.10", "[::1]"})
    void asksForNoTlsWithinTheMachine(String host) {
        assertThatNoException()
                .isThrownBy(
                        () ->
                                start(
                                        with(
                                                Map.of(
                                                        "TEMOIN_DB_HOST",
                                                        host,
                                                        "temoin.db.sslmode",
                                                        "disable",
                                                        "kafka.bootstrap.servers",
                                                        host + ":9092",
                                                        "kafka.security.protocol",
                                                        "PLAINTEXT",
                                                        "quarkus.oidc.auth-server-url",
                                                        "http://" + host + ":8180/r"))));
    }

    @ParameterizedTest
    @CsvSource({
        "temoin.db.sslmode, disable, temoin.allow-plaintext-database",
        "kafka.security.protocol, PLAINTEXT, temoin.allow-plaintext-kafka",
        "quarkus.oidc.auth-server-url, http://id.example/r, temoin.allow-plaintext-identity",
        "temoin.identity.introspect, false, temoin.allow-unchecked-tokens",
        "temoin.identity.introspection-cache-ttl, 61s, temoin.allow-unchecked-tokens",
        "quarkus.oidc.token.audience, any, temoin.allow-any-audience",
        "temoin.step-up.acr, '', temoin.allow-no-step-up",
        "temoin.step-up.acr, ',', temoin.allow-no-step-up",
        "quarkus.oidc.client-id, '', temoin.allow-unchecked-tokens"
    })
    void startsWithWhatIsAllowedByName(String setting, String value, String override) {
        Map<String, String> insecure = with(Map.of(setting, value));
        Map<String, String> allowed = new HashMap<>(insecure);
        allowed.put(override, "true");
        Map<String, String> somethingElse = new HashMap<>(allowed);
        somethingElse.put("TEMOIN_DB_APP_PASSWORD", "short");

        assertThatIllegalStateException()
                .isThrownBy(() -> start(insecure))
                .withMessageContaining(override + "=true");
        assertThatNoException().isThrownBy(() -> start(allowed));
        assertThatIllegalStateException().isThrownBy(() -> start(somethingElse));
    }

    @Test
    void startsWithAnythingWhenEverythingIsAllowed() {
        assertThatNoException()
                .isThrownBy(
                        () -> checks(Map.of(), List.of(), new TestSettings(true)).requireSecure());
        assertThatIllegalStateException().isThrownBy(() -> start(Map.of()));
    }

    @Test
    void asksTheServicesOwnChecksToo() {
        StartupCheck own = () -> Optional.of("temoin.thing must be set.");

        assertThatCode(() -> checks(SOUND, List.of(own), new TestSettings(false)).requireSecure())
                .hasMessageContaining("temoin.thing must be set.");
    }

    private static Map<String, String> with(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(SOUND);
        settings.putAll(changes);
        return settings;
    }

    private static void start(Map<String, String> settings) {
        checks(settings, List.of(), new TestSettings(false)).requireSecure();
    }

    /** The settings over the chassis' own defaults, as a service has them. */
    private static StartupChecks checks(
            Map<String, String> settings, List<StartupCheck> own, ChassisConfig chassis) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withMapping(ChassisConfig.class)
                        .withMapping(KeyProviderConfig.class)
                        .withSources(
                                new PropertiesConfigSource(settings, "test", 400),
                                new PropertiesConfigSource(
                                        Map.of("temoin.service", "consent"), "service", 250),
                                defaults())
                        .build();
        List<StartupCheck> all = new ArrayList<>(own);
        all.add(new DatabaseTransportCheck(config));
        all.add(new KafkaTransportCheck(config));
        all.add(new IdentityTransportCheck(config));
        all.add(new RevocationSettingsCheck(config));
        all.add(new TokenAudienceCheck(config));
        all.add(new CorsCheck(config));
        all.add(new KeyProviderCheck(config.getConfigMapping(KeyProviderConfig.class)));
        all.add(new StepUpSettingsCheck(config.getConfigMapping(ChassisConfig.class)));
        return new StartupChecks(all, config, chassis);
    }

    private static PropertiesConfigSource defaults() {
        try {
            return new PropertiesConfigSource(
                    StartupChecksTest.class.getResource("/META-INF/microprofile-config.properties"),
                    100);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
