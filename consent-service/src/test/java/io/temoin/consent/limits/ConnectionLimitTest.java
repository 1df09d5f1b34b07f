// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temoin.platform.ServiceComponents;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As many connections are taken as the limit says, and no more. */
@QuarkusTest
@TestProfile(ConnectionLimitTest.FewConnections.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
public class ConnectionLimitTest {

    static final int OF_CALLER = 5;
    static final int OF_TENANT = 8;
    private static final int MOST = 100;
    private static final int SILENT = 10;
    private static final Duration BRIEFLY = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String REQUEST = "GET /v1/keys HTTP/1.1\r\nHost: temoin\r\n\r\n";

    /**
     * Nothing but the limit closes a connection within a minute; sessions count as they do in
     * production ({@link io.temoin.consent.permission.EndedSessionTest}).
     */
    public static final class FewConnections implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            settings.put("temoin.limits.connection.max", "" + MOST);
            settings.put("temoin.limits.people.concurrent", "" + OF_CALLER);
            settings.put("temoin.limits.dialers.concurrent", "" + OF_CALLER);
            settings.put("temoin.limits.tenant-concurrent", "" + OF_TENANT);
            settings.put("temoin.limits.costly.uploads.concurrent", "1");
            settings.put("temoin.limits.costly.uploads.tenant-concurrent", "2");
            settings.put("temoin.limits.costly.scrubs.concurrent", "1");
            settings.put("temoin.limits.costly.scrubs.tenant-concurrent", "2");
            settings.put("temoin.limits.connection.head", "60s");
            settings.put("temoin.limits.connection.idle", "60s");
            settings.put("temoin.identity.introspect", "true");
            settings.put("temoin.step-up.acr", "mfa");
            return settings;
        }
    }

    @Test
    void takesAsManyConnectionsAsItMay() {
        await().atMost(LIMIT).untilAsserted(ConnectionLimitTest::takeAll);
    }

    private static void takeAll() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            long until = System.nanoTime() + LIMIT.toNanos();
            while (clients.size() < MOST) {
                // Those of the try before are counted until the service sees that they are gone.
                RawClient client = RawClient.connect();
                boolean silent = clients.size() < SILENT;
                if (silent ? !client.isClosedWithin(BRIEFLY) : isServed(client)) {
                    clients.add(client);
                } else {
                    client.close();
                }
                assertThat(System.nanoTime()).as("%d taken", clients.size()).isLessThan(until);
            }
            try (RawClient more = RawClient.connect()) {
                assertThat(isServed(more)).isFalse();
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
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
