// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import org.eclipse.microprofile.config.ConfigProvider;

/** What the management port of the service under test tells Prometheus. */
public final class Metrics {

    private Metrics() {}

    /** All of it, in Prometheus' text format. */
    public static String text() {
        int port =
                ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return Http.get("http://localhost:" + port + "/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
