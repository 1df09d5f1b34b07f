// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that a sign-in needs are looked at when a provider is made, before it is asked. */
class ProviderFilesTest {

    private static final String PREFIX = "temoin.key-provider.";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "pkcs11, pkcs11.pin-file, pkcs11.slot, 0",
        "vault, vault.token-file, vault.mount, transit",
        "vault, vault.ca-file, vault.token-file, /dev/null",
        "vault, vault.app-role.secret-id-file, vault.app-role.role-id, consent",
        "vault, vault.kubernetes.token-file, vault.kubernetes.role, consent"
    })
    void areNamedWhenTheyAreMissing(String type, String setting, String other, String value) {
        Path missing = folder.resolve("missing");
        KeyProviders providers =
                TestVault.providersOf(
                        Map.of(
                                PREFIX + "type",
                                type,
                                PREFIX + "vault.address",
                                "http://127.0.0.1:1",
                                PREFIX + "pkcs11.library",
                                folder.toString(),
                                PREFIX + other,
                                value,
                                PREFIX + setting,
                                missing.toString()));

        assertThatIllegalStateException()
                .isThrownBy(providers::provider)
                .withMessageContaining(PREFIX + setting + " is " + missing)
                .withMessageContaining("correct the setting");
    }

    @Test
    void areRefusedWhenOthersMayReadThePin() throws IOException {
        Path pin = Files.writeString(folder.resolve("pin"), "123456");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));
        KeyProviders providers =
                TestVault.providersOf(
                        Map.of(
                                PREFIX + "type",
                                "pkcs11",
                                PREFIX + "pkcs11.library",
                                folder.toString(),
                                PREFIX + "pkcs11.pin-file",
                                pin.toString()));

        assertThatThrownBy(providers::provider)
                .hasMessageContaining(PREFIX + "pkcs11.pin-file")
                .hasMessageContaining("chmod 600 " + pin);
    }
}
