// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.eventsourcing.Rejected;
import io.temoin.keystart.KeyProviders;
import io.temoin.keystart.SharedPseudonymKey;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.person.vault.PersonKeyStore;
import io.temoin.shredding.TenantId;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The values of consent-service's {@code PseudonymsTest}: one key, one pseudonym. The service runs
 * with the key of the bytes 0 to 31.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PersonNumbersTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final String NUMBER = "+33199001234";

    @Inject PersonNumbers numbers;
    @Inject PersonKeyStore store;
    @Inject KeyProviders providers;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33199001234",
                "+33 1 99 00 12 34",
                "01 99 00 12 34",
                "01.99.00.12.34",
                "0033199001234",
                "+33 (0)1-99-00-12-34"
            })
    void findsThePersonWhomConsentServiceNames(String written) {
        assertThat(numbers.subject(TENANT, "/number", written))
                .isEqualTo("8b0bed255535b513a56cb10883a586cf");
    }

    @Test
    void findsSomebodyElseInAnotherTenant() {
        assertThat(numbers.subject(new TenantId("globex"), "/number", NUMBER))
                .isEqualTo("7ec721d6dfdcce0524d3bf229bc1ff23");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "+33 1 99 00 12 34 and more", "whoever"})
    void refusesWhatIsNoNumberWithoutRepeatingIt(String written) {
        assertThatThrownBy(() -> numbers.subject(TENANT, "/number", written))
                .isInstanceOf(Rejected.class)
                .hasMessage("This is not a possible phone number.");
    }

    @Test
    void findsNobodyWithoutAKey() {
        var without = new PersonNumbers(Optional.empty(), providers, store);
        without.check();
        without.open();

        assertThatThrownBy(() -> without.subject(TENANT, "/number", NUMBER))
                .isInstanceOf(PersonKeyMissing.class);
    }

    /** Under another key everybody would be somebody else. */
    @Test
    void doesNotStartWithAnotherKeyThanBefore() {
        var other = with(SharedPseudonymKey.of("consent", new byte[32]));
        other.check();

        assertThatThrownBy(() -> other.open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void startsWithNoFileOfAnotherService() {
        var other = with(SharedPseudonymKey.of("audit", new byte[32]));

        assertThatThrownBy(other::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("audit-service");
    }

    @Test
    void startsWithNoFileThatIsMissing() {
        var other = new PersonNumbers(Optional.of(folder.resolve("none.json")), providers, store);

        assertThatThrownBy(other::check).hasMessageContaining(SharedPseudonymKey.VARIABLE);
    }

    private PersonNumbers with(SharedPseudonymKey key) {
        Path file = folder.resolve("person-key.json");
        key.write(file);
        return new PersonNumbers(Optional.of(file), providers, store);
    }
}
