// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.temoin.chassis.start.KeyProviderConfig.AwsKms;
import io.temoin.chassis.start.KeyProviderConfig.Pkcs11;
import io.temoin.chassis.start.KeyProviderConfig.Vault;
import io.temoin.keyproviders.AwsKmsKeys;
import io.temoin.keyproviders.Pkcs11Token;
import io.temoin.keyproviders.VaultConnection;
import io.temoin.keyproviders.VaultConnection.SignIn;
import io.temoin.keyproviders.VaultTransit;
import io.temoin.shredding.keys.KeyFile;
import io.temoin.shredding.keys.KeyProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/** Makes the key provider that the settings name; nothing is connected to yet. */
@ApplicationScoped
class KeyProviders {

    private static final String SETTING = "temoin.key-provider.";
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);

    /** Below the limits of the database for a transaction that waits for the provider. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(9);

    /** The rules of AWS. */
    private static final Duration SHORTEST_WINDOW = Duration.ofDays(7);

    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

    private final KeyProviderConfig config;
    private final Clock clock;

    KeyProviders(KeyProviderConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Whether the keyset is wrapped by a provider, and no file. */
    boolean isUsed() {
        return config.type() != KeyProviderConfig.Type.FILE;
    }

    /**
     * The provider.
     *
     * @throws IllegalStateException when a setting is missing, or the keyset is a file
     */
    KeyProvider provider() {
        requireSensibleTimes();
        return switch (config.type()) {
            case FILE -> throw new IllegalStateException("the keyset is a file");
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
                config.rememberedFor().compareTo(config.checkEvery().multipliedBy(2)) >= 0,
                "remembered-for must be at least twice as long as check-every");
    }

    private static boolean isBetween(Duration least, Duration value, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalStateException(SETTING + rule + ".");
        }
    }

    private KeyProvider pkcs11(Pkcs11 settings) {
        return Pkcs11Token.of(
                required(settings.library(), "pkcs11.library"),
                settings.slot(),
                secret(required(settings.pinFile(), "pkcs11.pin-file")).toCharArray(),
                config.prefix());
    }

    private KeyProvider vault(Vault settings) {
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

    private KeyProvider awsKms(AwsKms settings) {
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
