// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.vertx.http.runtime.VertxHttpBuildTimeConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig.InsecureRequests;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.quarkus.vertx.http.runtime.management.ManagementInterfaceBuildTimeConfig;
import io.quarkus.vertx.http.runtime.options.HttpServerOptionsUtils;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Where Quarkus is going to listen, by the same settings: addresses, certificates and limits. */
@ApplicationScoped
class ServicePorts {

    private final SmallRyeConfig config;
    private final TlsConfigurationRegistry certificates;

    ServicePorts(Config config, TlsConfigurationRegistry certificates) {
        this.config = config.unwrap(SmallRyeConfig.class);
        this.certificates = certificates;
    }

    /** The port of requests, and the one with TLS. */
    List<HttpServerOptions> service() {
        VertxHttpBuildTimeConfig built = config.getConfigMapping(VertxHttpBuildTimeConfig.class);
        VertxHttpConfig http = config.getConfigMapping(VertxHttpConfig.class);
        LaunchMode mode = LaunchMode.current();
        List<HttpServerOptions> ports = new ArrayList<>();
        if (HttpServerOptionsUtils.getInsecureRequestStrategy(http, built, mode)
                != InsecureRequests.DISABLED) {
            HttpServerOptions options = new HttpServerOptions();
            HttpServerOptionsUtils.applyCommonOptions(options, built, http, List.of());
            ports.add(options.setPort(http.determinePort(mode)));
        }
        try {
            HttpServerOptions encrypted =
                    HttpServerOptionsUtils.createSslOptions(
                            built, http, mode, List.of(), certificates);
            if (hasCertificate(encrypted)) {
                ports.add(encrypted);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return ports;
    }

    /** The port of probes and metrics. */
    HttpServerOptions management() {
        ManagementInterfaceBuildTimeConfig built =
                config.getConfigMapping(ManagementInterfaceBuildTimeConfig.class);
        ManagementConfig management = config.getConfigMapping(ManagementConfig.class);
        LaunchMode mode = LaunchMode.current();
        try {
            HttpServerOptions encrypted =
                    HttpServerOptionsUtils.createSslOptionsForManagementInterface(
                            built, management, mode, List.of(), certificates);
            if (hasCertificate(encrypted)) {
                return encrypted;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        HttpServerOptions options = new HttpServerOptions();
        HttpServerOptionsUtils.applyCommonOptionsForManagementInterface(
                options, built, management, List.of());
        return options.setPort(management.determinePort(mode));
    }

    /** Without a certificate there are options all the same. */
    private static boolean hasCertificate(@Nullable HttpServerOptions encrypted) {
        return encrypted != null && encrypted.getKeyCertOptions() != null;
    }
}
