// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;

/**
 * Whether a request names one host, so that a proxy and this server take it for the same one (RFC
 * 9112 §3.2): exactly one Host header with HTTP/1.1, at most one before.
 */
public final class HostHeader {

    /** Says until the request is answered that it does not; never what a client says. */
    private static final String FAULT = "Temoin-Host-Fault";

    private HostHeader() {}

    /** Looks at a head as it came, on the event loop of its connection. */
    public static void examine(HttpRequest head) {
        List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
        boolean absent =
                hosts.isEmpty() && head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        if (absent || (hosts.size() == 1 && isHost(hosts.getFirst()))) {
            head.headers().remove(FAULT);
        } else {
            head.headers().set(FAULT, "1");
        }
    }

    private static boolean isHost(String text) {
        return !text.isEmpty() && HostAndPort.parseAuthority(text, -1) != null;
    }

    static boolean isFaulty(HttpServerRequest request) {
        return request.headers().contains(FAULT);
    }
}
