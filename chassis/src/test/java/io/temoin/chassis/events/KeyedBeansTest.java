// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.KeyedFor;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.LocalKeyset;
import io.temoin.shredding.keys.SignedTexts;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is injected for a purpose is made with the keys of that purpose, and of no other. */
class KeyedBeansTest {

    private static final TenantId TENANT = new TenantId("helios");
    private static final byte[] VALUE = {1, 2, 3};

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void areOfTheirPurpose(KeyPurpose purpose) throws ReflectiveOperationException {
        LocalKeyset keyset =
                LocalKeyset.create(
                        folder.resolve("keyset.json"), Instant.parse("2026-11-27T11:00:00Z"));

        Object bean = producer(purpose).invoke(new EventSourcingBeans(), keyset);

        if (purpose.rotates()) {
            String signed = ((SignedTexts) bean).sign("use", "text");
            for (KeyPurpose other : KeyPurpose.values()) {
                if (other.rotates()) {
                    assertThat(keyset.signedTexts(other).open("use", signed).isPresent())
                            .as("opened as one of %s", other)
                            .isEqualTo(other == purpose);
                }
            }
        } else {
            byte[] made = ((Fingerprints) bean).of(TENANT, "use", VALUE);
            for (KeyPurpose other : KeyPurpose.values()) {
                if (!other.rotates()) {
                    byte[] theirs = keyset.fingerprints(other).of(TENANT, "use", VALUE);
                    assertThat(Arrays.equals(made, theirs))
                            .as("the same as one of %s", other)
                            .isEqualTo(other == purpose);
                }
            }
        }
    }

    private static Method producer(KeyPurpose purpose) {
        return Arrays.stream(EventSourcingBeans.class.getDeclaredMethods())
                .filter(
                        method ->
                                method.isAnnotationPresent(KeyedFor.class)
                                        && method.getAnnotation(KeyedFor.class).value() == purpose)
                .findFirst()
                .orElseThrow();
    }
}
