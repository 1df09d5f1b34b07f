// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.temoin.chassis.start.StartupCheck;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The address that a request came from. Where trusted proxies are listed, it is the last address of
 * {@code X-Forwarded-For} that is not one of theirs: each proxy appends whom it was called by, so
 * whatever stands before that was written by the client. Quarkus takes the first, which a client
 * behind an appending proxy could choose.
 *
 * <p>Without a list, the one peer that connected is a proxy, if forwarding is switched on at all.
 */
@ApplicationScoped
public class ClientAddress implements StartupCheck {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";
    private static final String PROXIES = "quarkus.http.proxy.trusted-proxies";

    /** An address with a port, as some proxies write it: 192.0.2.1:4711 or [2001:db8::1]:4711. */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:([0-9.]+)|\\[([^\\]]+)])(?::[0-9]+)?");

    private final boolean forwarding;
    private final List<IpSubnetFilterRule> proxies = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    ClientAddress(Config config) {
        this.forwarding = config.getOptionalValue(FORWARDING, Boolean.class).orElse(false);
        for (String proxy : config.getOptionalValues(PROXIES, String.class).orElse(List.of())) {
            IpSubnetFilterRule network = network(proxy.strip());
            if (network == null) {
                unreadable.add(proxy);
            } else {
                proxies.add(network);
            }
        }
    }

    @Override
    public Optional<String> complaint() {
        return unreadable.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        PROXIES
                                + " must be IP addresses or networks such as 10.0.0.0/8: "
                                + String.join(", ", unreadable));
    }

    /** Whom the request counts for; null where the connection has no IP address. */
    public @Nullable InetAddress of(HttpServerRequest request) {
        SocketAddress peer = request.connection().remoteAddress();
        InetAddress connected = peer == null ? null : literal(peer.hostAddress());
        return connected == null || !forwarding
                ? connected
                : of(connected, request.headers().getAll(FORWARDED_FOR));
    }

    /** The same, of an address that connected and the header's lines. */
    InetAddress of(InetAddress connected, List<String> lines) {
        if (!proxies.isEmpty() && !isProxy(connected)) {
            return connected;
        }
        InetAddress client = connected;
        String[] hops = String.join(",", lines).split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            InetAddress hop = literal(hops[i].strip());
            if (hop == null) {
                return client; // no address: what stands before it cannot be believed either
            }
            client = hop;
            if (!isProxy(hop)) {
                return client;
            }
        }
        return client;
    }

    private boolean isProxy(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return proxies.stream().anyMatch(network -> network.matches(socket));
    }

    private static @Nullable InetAddress literal(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var parts = WITH_PORT.matcher(text);
        String address = text;
        if (parts.matches()) {
            address = parts.group(1) == null ? parts.group(2) : parts.group(1);
        }
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable IpSubnetFilterRule network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int bits = address.getAddress().length * Byte.SIZE;
        try {
            int prefix = slash < 0 ? bits : Integer.parseInt(text, slash + 1, text.length(), 10);
            return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
