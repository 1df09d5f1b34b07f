// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A controller cannot make this service call a server that the operator did not name. */
class CallbackHostsTest {

    private static final List<String> ENTRIES =
            List.of(
                    "helios/rhone-telecom=callbacks.rhone.example",
                    " helios/rhone-telecom=hooks.rhone.example:8443",
                    "helios/loire-assurance=loire.example");

    private static final CallbackHosts HOSTS = CallbackHosts.of(ENTRIES, false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://callbacks.rhone.example/dsr",
                "https://callbacks.rhone.example:443/dsr?tenant=7",
                "https://CALLBACKS.rhone.example",
                "https://hooks.rhone.example:8443/"
            })
    void allowsWhatIsNamed(String url) {
        assertThat(HOSTS.allow("helios", "rhone-telecom", URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://callbacks.rhone.example/dsr",
                "ftp://callbacks.rhone.example/dsr",
                "//callbacks.rhone.example/dsr",
                "https:/dsr",
                "https://callbacks.rhone.example:8443/dsr",
                "https://hooks.rhone.example/",
                "https://loire.example/",
                "https://callbacks.rhone.example.attacker.example/",
                "https://attacker@callbacks.rhone.example/",
                "https://callbacks.rhone.example/#there",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://169.254.169.254/latest/meta-data"
            })
    void allowsNothingElse(String url) {
        assertThat(HOSTS.allow("helios", "rhone-telecom", URI.create(url))).isFalse();
    }

    @Test
    void allowsNoEndlessAddress() {
        var url = URI.create("https://callbacks.rhone.example/" + "a".repeat(500));

        assertThat(HOSTS.allow("helios", "rhone-telecom", url)).isFalse();
    }

    @Test
    void namesHostsForOneControllerOfOneTenant() {
        var url = URI.create("https://callbacks.rhone.example/dsr");

        assertThat(HOSTS.allow("selene", "rhone-telecom", url)).isFalse();
        assertThat(HOSTS.allow("helios", "voix-du-rhone", url)).isFalse();
    }

    @Test
    void plainHttpIsForTryingOnly() {
        var plain = CallbackHosts.of(List.of("helios/rhone-telecom=localhost:80"), true);

        assertThat(plain.allow("helios", "rhone-telecom", URI.create("http://localhost/")))
                .isTrue();
        assertThat(plain.allow("helios", "rhone-telecom", URI.create("ftp://localhost:80/")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rhone-telecom=callbacks.rhone.example",
                "helios/rhone-telecom",
                "helios/rhone-telecom=*",
                "helios/rhone-telecom=https://callbacks.rhone.example",
                "helios/rhone-telecom=callbacks.rhone.example:port"
            })
    void refusesEntriesThatCannotBeRead(String entry) {
        assertThatThrownBy(() -> CallbackHosts.of(List.of(entry), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(entry);
    }
}
