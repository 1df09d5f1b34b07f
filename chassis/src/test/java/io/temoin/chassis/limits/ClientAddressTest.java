// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private static final InetAddress GATEWAY = InetAddress.ofLiteral("10.0.0.1");

    private final ClientAddress clients = trusting("10.0.0.0/8, 192.0.2.7,2001:db8:1::/48");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    203.0.113.9                             | 203.0.113.9
                    198.51.100.1, 203.0.113.9               | 203.0.113.9
                    198.51.100.1,203.0.113.9, 10.2.3.4      | 203.0.113.9
                    198.51.100.1, 203.0.113.9, 192.0.2.7    | 203.0.113.9
                    198.51.100.1, 192.0.2.8                 | 192.0.2.8
                    2001:db8:2::1, 2001:db8:1::5            | 2001:db8:2::1
                    203.0.113.9:4711                        | 203.0.113.9
                    [2001:db8:2::1]:4711, [2001:db8:1::5]:1 | 2001:db8:2::1
                    10.2.3.4, 10.0.0.9                      | 10.2.3.4
                    203.0.113.9, unknown                    | 10.0.0.1
                    203.0.113.9, unknown, 10.2.3.4          | 10.2.3.4
                    203.0.113.9,                            | 10.0.0.1
                    ''                                      | 10.0.0.1
                    """)
    void isTheLastThatIsNoProxy(String header, String client) {
        assertThat(clients.of(GATEWAY, List.of(header))).isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void readsTheLinesOfTheHeaderAsOneList() {
        assertThat(clients.of(GATEWAY, List.of("198.51.100.1", "203.0.113.9, 10.2.3.4")))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
    }

    @Test
    void isThePeerThatConnectedWithoutAHeaderAndWhereNoProxyConnected() {
        InetAddress stranger = InetAddress.ofLiteral("203.0.113.80");

        assertThat(clients.of(GATEWAY, List.of())).isEqualTo(GATEWAY);
        assertThat(clients.of(stranger, List.of("198.51.100.1"))).isEqualTo(stranger);
    }

    @Test
    void believesTheLastAddressAloneWhereNoProxyIsListed() {
        ClientAddress any = new ClientAddress(settings(Map.of()));

        assertThat(any.of(GATEWAY, List.of("198.51.100.1, 10.2.3.4")))
                .isEqualTo(InetAddress.ofLiteral("10.2.3.4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.256"})
    void refusesWhatIsNoAddressAndNoNetwork(String proxies) {
        assertThat(trusting("10.0.0.1," + proxies).complaint().orElseThrow()).contains(proxies);
        assertThat(clients.complaint()).isEmpty();
    }

    private static ClientAddress trusting(String proxies) {
        return new ClientAddress(settings(Map.of("quarkus.http.proxy.trusted-proxies", proxies)));
    }

    private static Config settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withDefaultValue("quarkus.http.proxy.proxy-address-forwarding", "true")
                .withDefaultValues(values)
                .build();
    }
}
