// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import io.temoin.objectstorage.Bucket;
import io.temoin.objectstorage.BucketFolder;
import io.temoin.objectstorage.MultipartUploads;
import io.temoin.objectstorage.ObjectHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Parts as objects of a bucket that the services share; in memory are so many bytes of each. */
final class PartBucket implements PartStorage {

    private static final int PIECE = 8 << 20;

    private final Bucket bucket;
    private final String folder;

    PartBucket(Bucket bucket, Optional<String> folder) {
        this.bucket = bucket;
        this.folder = BucketFolder.of(folder);
    }

    @Override
    public void store(String name, Content content) throws IOException {
        Pieces pieces = new Pieces(folder + name);
        try {
            content.writeTo(pieces);
            pieces.complete();
        } catch (IOException | RuntimeException failure) {
            pieces.abort(failure);
            throw failure;
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return new Ranges(folder + name, bucket.size(folder + name));
    }

    @Override
    public void removeBelow(String prefix) throws IOException {
        bucket.removeBelow(folder + prefix);
        for (MultipartUploads.Unfinished unfinished :
                bucket.uploads().unfinished(folder + prefix, java.time.Instant.MAX)) {
            bucket.uploads().abort(unfinished.key(), unfinished.upload());
        }
    }

    @Override
    public void remove(String name) throws IOException {
        bucket.remove(folder + name);
    }

    @Override
    public void close() {
        bucket.close();
    }

    /** Writes an object piece by piece; one that is short is written at once. */
    private final class Pieces extends OutputStream {

        private final String key;
        private final List<CompletedPart> stored = new ArrayList<>();
        private final byte[] piece = new byte[PIECE];
        private int filled;
        private @Nullable String upload;

        Pieces(String key) {
            this.key = key;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int at = offset;
            while (at < offset + length) {
                int count = Math.min(offset + length - at, PIECE - filled);
                System.arraycopy(bytes, at, piece, filled, count);
                filled += count;
                at += count;
                if (filled == PIECE) {
                    storePiece();
                }
            }
        }

        private void storePiece() throws IOException {
            if (upload == null) {
                upload = bucket.uploads().begin(key);
            }
            stored.add(
                    bucket.uploads()
                            .part(
                                    key,
                                    upload,
                                    stored.size() + 1,
                                    filled,
                                    () -> new ByteArrayInputStream(piece, 0, filled)));
            filled = 0;
        }

        void complete() throws IOException {
            if (upload == null) {
                bucket.put(
                        key,
                        filled,
                        () -> new ByteArrayInputStream(piece, 0, filled),
                        ObjectHeaders.BYTES);
                return;
            }
            if (filled > 0) {
                storePiece();
            }
            bucket.uploads().complete(key, upload, stored);
        }

        void abort(Exception cause) {
            if (upload == null) {
                return;
            }
            try {
                bucket.uploads().abort(key, upload);
            } catch (IOException failure) {
                cause.addSuppressed(failure);
            }
        }
    }

    /** Reads an object range by range, so that a slow reader holds no connection. */
    private final class Ranges extends InputStream {

        private final String key;
        private final long size;
        private long reached;
        private byte[] range = new byte[0];
        private int at;

        Ranges(String key, long size) {
            this.key = key;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (at == range.length && !next()) {
                return -1;
            }
            int count = Math.min(length, range.length - at);
            System.arraycopy(range, at, into, offset, count);
            at += count;
            return count;
        }

        private boolean next() throws IOException {
            if (reached >= size) {
                return false;
            }
            int wanted = (int) Math.min(PIECE, size - reached);
            try (InputStream content =
                    bucket.get(key, reached, reached + wanted - 1, null)
                            .orElseThrow(() -> new IOException("a part ends early"))) {
                range = content.readNBytes(wanted);
            }
            if (range.length != wanted) {
                throw new IOException("a part ends early");
            }
            reached += wanted;
            at = 0;
            return true;
        }
    }
}
