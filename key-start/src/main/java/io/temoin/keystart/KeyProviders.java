// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.keyproviders.AwsKmsKeys;
import io.temoin.keyproviders.Pkcs11Token;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.keyproviders.VaultConnection;
import io.temoin.keyproviders.VaultConnection.SignIn;
import io.temoin.keyproviders.VaultTransit;
import io.temoin.keystart.KeyProviderConfig.AwsKms;
import io.temoin.keystart.KeyProviderConfig.Pkcs11;
import io.temoin.keystart.KeyProviderConfig.Vault;
import io.temoin.shredding.keys.KeyFile;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.ProviderCalls;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import software.amazon.awssdk.regions.Region;

/** Makes the key provider that the settings name; nothing is connected to yet. */
@Singleton
public class KeyProviders {

    private static final Logger LOG = Logger.getLogger(KeyProviders.class);

    private static final String SETTING = "temoin.key-provider.";
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);

    /** Below the limits of the database for a transaction that waits for the provider. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(9);

    /** The rules of AWS. */
    private static final Duration SHORTEST_WINDOW = Duration.ofDays(7);

    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

    /** Within the time that the deployment gives a start. */
    private static final Duration START_WAITS = Duration.ofSeconds(90);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int CONVERTER_PRIORITY = 200;

    private final KeyProviderConfig config;
    private final Clock clock;

    /** Providers by these settings. */
    @Inject
    public KeyProviders(KeyProviderConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Providers by the environment and the system properties alone, for a command that starts
     * nothing.
     */
    public static KeyProviders ofEnvironment(String service) {
        return new KeyProviders(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addSystemSources()
                        .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                        .withDefaultValue("temoin.service", service)
                        .withMapping(KeyProviderConfig.class)
                        .build()
                        .getConfigMapping(KeyProviderConfig.class),
                Clock.systemUTC());
    }

    /** Whether a provider is set: the keyset is wrapped by it, and no file. */
    public boolean isUsed() {
        return config.type() != KeyProviderConfig.Type.FILE;
    }

    /**
     * Asks the provider for what a start needs, and waits a while for it: one that starts at the
     * same time is no reason to end. Blocks.
     *
     * @throws KeyProviderUnavailable when it refuses, or is still away after that while
     */
    public <T> T atStart(Function<SigningProvider, T> work) {
        SigningProvider provider = provider();
        try (ProviderCalls<SigningProvider> calls =
                new ProviderCalls<>(provider, config.timeout(), 1)) {
            return calls.call(work)
                    .onFailure(KeyProviders::mayPass)
                    .invoke(failure -> LOG.errorf("a start waits: %s", failure.getMessage()))
                    .onFailure(KeyProviders::mayPass)
                    .retry()
                    .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                    .expireIn(START_WAITS.toMillis())
                    .await()
                    .atMost(START_WAITS.multipliedBy(2));
        }
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof KeyProviderUnavailable unavailable && !unavailable.isRefusal();
    }

    /** Asks the provider once, for a command. Blocks. */
    <T> T once(Function<SigningProvider, T> work) {
        try (SigningProvider provider = provider()) {
            return work.apply(provider);
        }
    }

    /** How long a call may take, by the settings. */
    public Duration timeout() {
        return config.timeout();
    }

    /**
     * The provider.
     *
     * @throws IllegalStateException when a setting is missing, or the keyset is a file
     */
    public SigningProvider provider() {
        requireSensibleTimes();
        return switch (config.type()) {
            case FILE ->
                    throw new IllegalStateException(
                            "This needs a key provider: set " + SETTING + "type.");
            case PKCS11 -> pkcs11(config.pkcs11());
            case VAULT -> vault(config.vault());
            case AWS_KMS -> awsKms(config.awsKms());
        };
    }

    private void requireSensibleTimes() {
        require(
                isBetween(SHORTEST_TIMEOUT, config.timeout(), LONGEST_TIMEOUT),
                "timeout must be between %s and %s".formatted(SHORTEST_TIMEOUT, LONGEST_TIMEOUT));
        require(
                config.cacheTtl().compareTo(config.checkInterval().multipliedBy(2)) >= 0,
                "cache-ttl must be at least twice as long as check-interval");
    }

    private static boolean isBetween(Duration least, Duration value, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalStateException(SETTING + rule + ".");
        }
    }

    private SigningProvider pkcs11(Pkcs11 settings) {
        return Pkcs11Token.of(
                required(settings.library(), "pkcs11.library"),
                settings.slot(),
                secret(required(settings.pinFile(), "pkcs11.pin-file")).toCharArray(),
                config.prefix());
    }

    private SigningProvider vault(Vault settings) {
        return new VaultTransit(
                VaultConnection.to(
                        required(settings.address(), "vault.address"),
                        signIn(settings),
                        settings.namespace().orElse(null),
                        settings.caFile().orElse(null),
                        config.timeout(),
                        clock),
                settings.mount(),
                config.prefix());
    }

    private SigningProvider awsKms(AwsKms settings) {
        Duration window = settings.pendingWindow();
        require(
                window.equals(Duration.ofDays(window.toDays()))
                        && isBetween(SHORTEST_WINDOW, window, LONGEST_WINDOW),
                "aws-kms.pending-window must be 7 to 30 whole days");
        return AwsKmsKeys.of(
                Region.of(required(settings.region(), "aws-kms.region")),
                settings.endpoint().orElse(null),
                config.prefix(),
                settings.pendingWindow(),
                config.timeout());
    }

    private static SignIn signIn(Vault settings) {
        List<SignIn> ways = new ArrayList<>();
        settings.tokenFile().ifPresent(file -> ways.add(new SignIn.TokenFile(file)));
        settings.appRole()
                .roleId()
                .ifPresent(
                        role ->
                                ways.add(
                                        new SignIn.AppRole(
                                                settings.appRole().mount(),
                                                role,
                                                required(
                                                        settings.appRole().secretIdFile(),
                                                        "vault.app-role.secret-id-file"))));
        settings.kubernetes()
                .role()
                .ifPresent(
                        role ->
                                ways.add(
                                        new SignIn.Kubernetes(
                                                settings.kubernetes().mount(),
                                                role,
                                                settings.kubernetes().tokenFile())));
        if (ways.size() != 1) {
            throw new IllegalStateException(
                    "Vault needs exactly one way to sign in: set %1$svault.token-file,"
                                    .formatted(SETTING)
                            + " %1$svault.app-role.role-id or %1$svault.kubernetes.role."
                                    .formatted(SETTING));
        }
        return ways.getFirst();
    }

    private static String secret(Path file) {
        try {
            KeyFile.requireOwnerOnly(file);
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "%s cannot be read: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    private static <T> T required(Optional<T> value, String setting) {
        return value.orElseThrow(
                () ->
                        new IllegalStateException(
                                "This key provider needs the setting " + SETTING + setting + "."));
    }
}
