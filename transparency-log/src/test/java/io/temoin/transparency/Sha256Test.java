// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Provider;
import java.security.Security;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class Sha256Test {

    @Test
    void theJdksOwnIsPreferred() {
        assertThat(Sha256.provider("SUN", "MessageDigest", "SHA-256").getName()).isEqualTo("SUN");
        assertThat(Sha256.digest().getProvider().getName()).isEqualTo("SUN");
    }

    /** As where SUN is there for certificates, and only certified modules may hash. */
    @Test
    void aProviderThatHasNotTheAlgorithmIsPassedOver() {
        Provider bare = new Provider("Bare", "1", "has no algorithm") {};
        Security.insertProviderAt(bare, 1);
        try {
            Provider found = Sha256.provider("Bare", "MessageDigest", "SHA-256");

            assertThat(found.getService("MessageDigest", "SHA-256")).isNotNull();
        } finally {
            Security.removeProvider("Bare");
        }
    }

    @Test
    void anAlgorithmThatNobodyHasIsNotFound() {
        assertThatThrownBy(() -> Sha256.provider("SUN", "MessageDigest", "SHA-3000"))
                .isInstanceOf(NoSuchElementException.class);
    }
}
