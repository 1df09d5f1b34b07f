// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.temoin.chassis.KeyedFor;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The holder of a stranger's quota: a keyed hash of the address, or of the network of an IPv6
 * address, of which one household has all. Behind a proxy the address is the proxy's, unless the
 * service is told to believe its {@code Forwarded} headers.
 */
@ApplicationScoped
public class AddressHolder {

    /** Nobody's rows are found by it: it only keeps these hashes apart from others. */
    private static final TenantId NOBODY = new TenantId("none");

    private static final int NETWORK_BYTES = 8;
    private static final int HASH_BYTES = 16;

    private final Fingerprints fingerprints;

    AddressHolder(@KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** Who asks from {@code address}; all who ask from nowhere are one. */
    public String of(@Nullable SocketAddress address) {
        byte[] mac = fingerprints.of(NOBODY, "address", network(address));
        return HexFormat.of().formatHex(Arrays.copyOf(mac, HASH_BYTES));
    }

    private static byte[] network(@Nullable SocketAddress address) {
        String text = address == null ? null : address.hostAddress();
        if (text == null) {
            return new byte[0];
        }
        InetAddress parsed = parsed(text);
        byte[] bytes = parsed == null ? new byte[0] : parsed.getAddress();
        return parsed instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes;
    }

    private static @Nullable InetAddress parsed(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null; // what a proxy calls its client may be any word
        }
    }
}
