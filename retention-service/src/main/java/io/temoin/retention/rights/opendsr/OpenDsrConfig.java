// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the OpenDSR endpoints; without domain, key and certificate there are none. */
@StaticInitSafe
@ConfigMapping(prefix = "temoin.opendsr")
public interface OpenDsrConfig {

    /** The domain under which the endpoints are reached; the certificate is issued for it. */
    Optional<String> domain();

    /** The private key of the certificate: PKCS#8 in PEM, or sealed by {@code seal-opendsr-key}. */
    Optional<Path> keyFile();

    /** The certificate and those that issued it, in PEM, its own first. */
    Optional<Path> certificateFile();

    /**
     * Where callbacks may go: {@code tenant/organisation=host[:port]} each, of the organisation
     * that sends the requests; the port 443 if none.
     */
    Optional<List<String>> callbackHosts();

    /** How long a callback may take. */
    @WithDefault("10s")
    Duration callbackTimeout();

    /** How often a callback is tried before it is given up: 15 are about a day and a half. */
    @WithDefault("15")
    int callbackAttempts();

    /** How often to check for changes and callbacks. */
    @WithDefault("5s")
    Duration pollInterval();

    /** For how long delivered callbacks, and those that were given up, are kept. */
    @WithDefault("30d")
    Duration keepCallbacks();
}
