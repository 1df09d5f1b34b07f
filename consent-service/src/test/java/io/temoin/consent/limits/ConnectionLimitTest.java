// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temoin.platform.ServiceComponents;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No more connections are taken than the limit says. */
@QuarkusTest
@TestProfile(ConnectionLimitTest.FewConnections.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ConnectionLimitTest {

    private static final int MOST = 100;
    private static final int BEYOND = 50;

    private static final String REQUEST = "GET /v1/keys HTTP/1.1\r\nHost: temoin\r\n\r\n";

    /** Nothing but the limit closes a connection within a minute. */
    public static final class FewConnections implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "temoin.limits.connection.max", "" + MOST,
                    "temoin.limits.connection.head", "60s",
                    "temoin.limits.connection.idle", "60s");
        }
    }

    /** Quarkus counts a connection from its first complete head on. */
    @Test
    void takesNoMoreConnectionsThanItMay() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        int served = 0;
        try {
            for (int i = 0; i < MOST + BEYOND; i++) {
                RawClient client = RawClient.connect();
                clients.add(client);
                served += isServed(client) ? 1 : 0;
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }

        assertThat(served).isBetween(MOST - 10, MOST);
    }

    private static boolean isServed(RawClient client) throws IOException {
        try {
            client.send(REQUEST);
            return client.readAnswer().startsWith("HTTP/1.1 200 ");
        } catch (SocketException _) {
            return false; // reset
        }
    }
}
