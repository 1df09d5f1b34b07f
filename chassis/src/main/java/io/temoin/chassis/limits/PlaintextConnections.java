// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Connections without TLS speak HTTP/1.1 and nothing else. RFC 9113 has dropped the change to
 * HTTP/2 within a connection; Java's client asks for it all the same, and loses part of what
 * arrives meanwhile. With TLS, both sides choose the protocol in the handshake.
 */
@ApplicationScoped
class PlaintextConnections implements HttpServerOptionsCustomizer {

    /** Quarkus asks nobody about the management port. */
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
