// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;

/** Signs bytes with one private key. Safe for concurrent use. */
interface MessageSigner extends AutoCloseable {

    /**
     * The signature of these bytes, of 64 bytes.
     *
     * @param tenant whose receipt it is, which may have to wait for its turn
     */
    Uni<byte[]> sign(TenantId tenant, byte[] message);

    /** Who computes the signatures, for logs. */
    String description();

    @Override
    void close();
}
