// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.temoin.chassis.KeyedFor;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The holder of a stranger's quota: a keyed hash of the address, or of the network of an IPv6
 * address, of which one household has all. Behind a proxy the address is the proxy's, unless the
 * service is told to believe what it forwards ({@link ClientAddress}).
 */
@ApplicationScoped
public class AddressHolder {

    /** Nobody's rows are found by it: it only keeps these hashes apart from others. */
    private static final TenantId NOBODY = new TenantId("none");

    private static final int NETWORK_BYTES = 8;
    private static final int HASH_BYTES = 16;

    private final Fingerprints fingerprints;
    private final ClientAddress clients;

    AddressHolder(
            @KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints, ClientAddress clients) {
        this.fingerprints = fingerprints;
        this.clients = clients;
    }

    /** Who asks; all who ask from nowhere are one. */
    public String of(HttpServerRequest request) {
        byte[] mac = fingerprints.of(NOBODY, "address", network(clients.of(request)));
        return HexFormat.of().formatHex(Arrays.copyOf(mac, HASH_BYTES));
    }

    private static byte[] network(@Nullable InetAddress address) {
        byte[] bytes = address == null ? new byte[0] : address.getAddress();
        return address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes;
    }
}
