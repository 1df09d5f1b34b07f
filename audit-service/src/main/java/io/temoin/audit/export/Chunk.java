// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A chunk of a file as it lies in the database: a gzip member (RFC 1952) of its own. */
final class Chunk {

    private Chunk() {}

    static byte[] of(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(text.length() / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException("bytes in memory can be written", failure);
        }
        return packed.toByteArray();
    }

    /** The bytes that are handed out; fails if the chunk is not as it was written. */
    static byte[] bytes(byte[] packed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return gzip.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("a chunk of an export is damaged", failure);
        }
    }
}
