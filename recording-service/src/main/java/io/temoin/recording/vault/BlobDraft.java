// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Ciphertext on its way into a {@link BlobStore}. Used by one thread at a time; closing it before
 * {@link #keep} leaves nothing in the store.
 */
interface BlobDraft extends AutoCloseable {

    /** Takes the ciphertext; closing it says that all of it was written. */
    WritableByteChannel content();

    /**
     * Makes the finished ciphertext the recording's audio. It is durable when this returns.
     *
     * @param sha256 of the content in clear, hexadecimal
     */
    void keep(String sha256) throws IOException;

    @Override
    void close() throws IOException;
}
