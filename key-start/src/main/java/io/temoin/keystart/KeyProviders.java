// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.regions.Region;

/** Makes the key provider that the settings name; nothing is connected to yet. */
@Singleton
public class KeyProviders {

    private static final String SETTING = "temoin.key-provider.";
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);

    /** Below the limits of the database for a transaction that waits for the provider. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(9);

    /** The rules of AWS. */
    private static final Duration SHORTEST_WINDOW = Duration.ofDays(7);

    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Far above the sum of the limits that each step of an answer has. */
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);

    private static final int CONVERTER_PRIORITY = 200;

    private final KeyProviderConfig config;
    private final Clock clock;
    private final StartWait wait;

    /**
     * Providers by these settings.
     *
     * @param wait what a start does that waits for the provider
     */
    @Inject
    public KeyProviders(KeyProviderConfig config, Clock clock, StartWait wait) {
        this.config = config;
        this.clock = clock;
        this.wait = wait;
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
                Clock.systemUTC(),
                new CommandWait());
    }

    /** Whether a provider is set: the keyset is wrapped by it, and no file. */
    public boolean isUsed() {
        return config.type() != KeyProviderConfig.Type.FILE;
    }

    /**
     * Asks the provider for what a start needs. Blocks as {@link #awaited} does.
     *
     * @param work one call
     */
    public <T> T atStart(Function<SigningProvider, T> work) {
        try (ProviderCalls<SigningProvider> calls =
                new ProviderCalls<>(provider(), config.timeout(), 1)) {
            return awaited(calls.call(work));
        }
    }

    /**
     * The answer to what a start needs, for which it waits as long as it takes: a provider that is
     * away comes back, and one that refuses is mended by somebody. A start that ended would be
     * repeated for ever, and tell nobody why. Blocks.
     *
     * @param asked asks the provider each time it is subscribed to
     */
    public <T> T awaited(Uni<T> asked) {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                try {
                    return Uni.join()
                            .first(List.of(wait.<T>stop(), asked))
                            .toTerminate()
                            .await()
                            .atMost(ANSWER_LIMIT);
                } catch (KeyProviderUnavailable failure) {
                    wait.pause(failure, pause);
                    pause = Collections.min(List.of(pause.multipliedBy(2), LONGEST_PAUSE));
                }
            }
        } finally {
            wait.end();
        }
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
                pin(existing(settings.pinFile(), "pkcs11.pin-file")).toCharArray(),
                config.prefix());
    }

    private SigningProvider vault(Vault settings) {
        return new VaultTransit(
                VaultConnection.to(
                        required(settings.address(), "vault.address"),
                        signIn(settings),
                        settings.namespace().orElse(null),
                        settings.caFile().isPresent()
                                ? existing(settings.caFile(), "vault.ca-file")
                                : null,
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
        if (settings.tokenFile().isPresent()) {
            ways.add(new SignIn.TokenFile(existing(settings.tokenFile(), "vault.token-file")));
        }
        settings.appRole()
                .roleId()
                .ifPresent(
                        role ->
                                ways.add(
                                        new SignIn.AppRole(
                                                settings.appRole().mount(),
                                                role,
                                                existing(
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
                                                existing(
                                                        Optional.of(
                                                                settings.kubernetes().tokenFile()),
                                                        "vault.kubernetes.token-file"))));
        if (ways.size() != 1) {
            throw new IllegalStateException(
                    "Vault needs exactly one way to sign in: set %1$svault.token-file,"
                                    .formatted(SETTING)
                            + " %1$svault.app-role.role-id or %1$svault.kubernetes.role."
                                    .formatted(SETTING));
        }
        return ways.getFirst();
    }

    /** A command has its answer at once, or fails. */
    private static final class CommandWait implements StartWait {

        @Override
        public void pause(KeyProviderUnavailable why, Duration pause) {
            throw why;
        }

        @Override
        public void end() {}
    }

    private static String pin(Path file) {
        try {
            KeyFile.requireOwnerOnly(file);
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The PIN in %spkcs11.pin-file cannot be read: %s"
                            .formatted(SETTING, failure.getMessage()),
                    failure);
        }
    }

    /** A file that is missing later, when the provider is asked, would look like its failure. */
    private static Path existing(Optional<Path> setting, String name) {
        Path file = required(setting, name);
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(
                    "%s%s is %s, which is missing or cannot be read. Provide the file, or correct the setting."
                            .formatted(SETTING, name, file));
        }
        return file;
    }

    private static <T> T required(Optional<T> value, String setting) {
        return value.orElseThrow(
                () ->
                        new IllegalStateException(
                                "This key provider needs the setting " + SETTING + setting + "."));
    }
}
