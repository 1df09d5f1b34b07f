// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import org.jspecify.annotations.Nullable;

/**
 * What is said of an object to whoever reads it.
 *
 * @param contentType its media type
 * @param cacheControl how long it may be kept by caches (RFC 9111); {@code null} says nothing
 */
public record ObjectHeaders(String contentType, @Nullable String cacheControl) {

    /** Bytes of which nothing more is said. */
    public static final ObjectHeaders BYTES = new ObjectHeaders("application/octet-stream", null);
}
