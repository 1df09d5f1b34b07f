// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.smallrye.mutiny.Uni;

/** Signs bytes with one private key. Safe for concurrent use. */
interface MessageSigner extends AutoCloseable {

    /** The signature of these bytes, of 64 bytes. */
    Uni<byte[]> sign(byte[] message);

    /** Who computes the signatures, for logs. */
    String description();

    @Override
    void close();
}
