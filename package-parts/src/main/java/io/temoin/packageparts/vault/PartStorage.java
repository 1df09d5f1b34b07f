// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Where sealed parts lie. Names consist of lower-case letters, digits, hyphens and slashes. Safe
 * for concurrent use.
 */
public interface PartStorage extends AutoCloseable {

    /** What is to be stored. */
    @FunctionalInterface
    interface Content {

        /** Writes all of it; does not close. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Stores something whole: it is there when this returns, or it is not there at all. */
    void store(String name, Content content) throws IOException;

    /**
     * Reads it from its beginning.
     *
     * @throws java.nio.file.NoSuchFileException when it is not there, for certain
     * @throws IOException when it cannot be asked for now
     */
    InputStream open(String name) throws IOException;

    /** Removes everything whose name begins so, which ends with a slash. Idempotent. */
    void removeBelow(String prefix) throws IOException;

    /** Removes one. Idempotent. */
    void remove(String name) throws IOException;

    @Override
    void close();
}
