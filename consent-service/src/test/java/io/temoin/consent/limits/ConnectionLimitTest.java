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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
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

    /** A connection counts from its first byte on. */
    private static final String HALF_A_HEAD = "GET /v1/keys HTTP/1.1\r\nHost: temoin\r\nX-Wa";

    /** Short of the deadlines of {@link FewConnections}, which close connections too. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

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

    @Test
    void takesNoMoreConnectionsThanItMay() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < MOST + BEYOND; i++) {
                RawClient client = RawClient.connect();
                clients.add(client);
                client.send(HALF_A_HEAD);
            }

            List<RawClient> open = new ArrayList<>(clients);
            long until = System.nanoTime() + LIMIT.toNanos();
            while (open.size() > MOST && System.nanoTime() < until) {
                removeClosed(open);
            }

            assertThat(open).hasSizeLessThanOrEqualTo(MOST).hasSizeGreaterThan(MOST / 2);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static void removeClosed(List<RawClient> open) throws IOException {
        for (Iterator<RawClient> each = open.iterator(); each.hasNext(); ) {
            if (each.next().isClosedWithin(Duration.ofMillis(1))) {
                each.remove();
            }
        }
    }
}
