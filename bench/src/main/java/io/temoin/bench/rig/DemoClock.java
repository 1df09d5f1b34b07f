// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.RequestTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The clocks of the services, which only go forward. */
final class DemoClock {

    private DemoClock() {}

    /** Sets them ahead of the system's clock. */
    static void set(Duration offset, List<ServerProcess> services, String admin) {
        for (ServerProcess service : services) {
            URI clock = service.address().resolve("/v1/demo-clock");
            byte[] request =
                    RequestTemplate.put(clock, admin, "{\"offset\":\"" + offset + "\"}").fill(0, 0);
            try (HttpConnection connection = new HttpConnection(clock)) {
                connection.exchange(request).expectSuccess();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
