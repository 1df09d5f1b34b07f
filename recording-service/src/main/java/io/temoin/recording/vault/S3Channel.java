// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.Bucket;
import io.temoin.objectstorage.StorageUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object, readable from any position. Its head comes with the request that opens it; from there
 * on each request asks for more than the one before, as long as reading goes straight on: a whole
 * download is a handful of requests, and a jump wastes little. A connection that breaks, or that
 * the storage closed while nobody read, is replaced. Used by one thread at a time.
 */
final class S3Channel implements SeekableByteChannel {

    private static final int SEGMENT = ChunkCipher.SEGMENT;

    /** Two segments: the head of the ciphertext and of the audio, and a short range. */
    private static final int FIRST = 2 * SEGMENT;

    private static final int GROWTH = 16;
    private static final long LONGEST = 64L * 1024 * 1024;

    /** How many connections in a row may break without a segment in between. */
    private static final int BROKEN = 3;

    private final Bucket bucket;
    private final String name;
    private final String tag;
    private final long size;
    private final byte[] head;

    private long position;
    private @Nullable ResponseInputStream<GetObjectResponse> stream;
    private long streamed;
    private long end;
    private long window = FIRST;
    private int broken;
    private long brokenAt;
    private boolean open = true;

    private S3Channel(Bucket bucket, String name, String tag, long size, byte[] head) {
        this.bucket = bucket;
        this.name = name;
        this.tag = tag;
        this.size = size;
        this.head = head;
    }

    /**
     * Opens an object and reads its head.
     *
     * @throws NoSuchFileException when there is none
     */
    static S3Channel open(Bucket bucket, String name) throws IOException {
        IOException last = new IOException("not read");
        for (int attempt = 0; attempt < BROKEN; attempt++) {
            Optional<ResponseInputStream<GetObjectResponse>> answer =
                    bucket.get(name, 0, FIRST - 1L, null);
            if (answer.isEmpty()) {
                return new S3Channel(bucket, name, "", 0, new byte[0]);
            }
            try {
                return opened(bucket, name, answer.get());
            } catch (IOException failure) {
                answer.get().abort();
                last = failure;
            }
        }
        throw new StorageUnavailable("the object storage broke off " + name, last);
    }

    private static S3Channel opened(
            Bucket bucket, String name, ResponseInputStream<GetObjectResponse> answer)
            throws IOException {
        long size = sizeOf(answer.response());
        byte[] head = answer.readNBytes((int) Math.min(FIRST, size));
        if (head.length < Math.min(FIRST, size)) {
            throw new IOException("the answer ended early");
        }
        answer.close();
        return new S3Channel(bucket, name, answer.response().eTag(), size, head);
    }

    /**
     * Of the whole object: {@code bytes 0-131071/5000000}; a small one may come without a range.
     */
    private static long sizeOf(GetObjectResponse answer) {
        String range = answer.contentRange();
        return range == null
                ? answer.contentLength()
                : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
    }

    /** The first bytes. */
    byte[] head() {
        return head;
    }

    /** Fills the buffer unless the object ends: the cipher takes a piece for a standstill. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        int count = 0;
        while (into.hasRemaining() && position < size) {
            int some = position < head.length ? readHead(into) : readOn(into);
            position += some;
            count += some;
        }
        return count;
    }

    private int readHead(ByteBuffer into) {
        int count = (int) Math.min(into.remaining(), head.length - position);
        into.put(head, (int) position, count);
        return count;
    }

    private int readOn(ByteBuffer into) throws IOException {
        while (true) {
            try {
                return readStream(into);
            } catch (IOException failure) {
                hangUp();
                countBroken(failure);
            }
        }
    }

    private void countBroken(IOException failure) {
        broken = position - brokenAt >= SEGMENT ? 1 : broken + 1;
        brokenAt = position;
        if (broken >= BROKEN) {
            throw new StorageUnavailable("the object storage breaks off " + name, failure);
        }
    }

    private int readStream(ByteBuffer into) throws IOException {
        ResponseInputStream<GetObjectResponse> from = streamHere();
        int wanted = (int) Math.min(into.remaining(), end - streamed);
        int count;
        if (into.hasArray()) {
            count = from.read(into.array(), into.arrayOffset() + into.position(), wanted);
            into.position(into.position() + Math.max(count, 0));
        } else {
            byte[] bytes = new byte[Math.min(wanted, SEGMENT)];
            count = from.read(bytes);
            into.put(bytes, 0, Math.max(count, 0));
        }
        if (count < 0) {
            throw new IOException("the answer ended early");
        }
        streamed += count;
        if (streamed == end) {
            from.close();
            stream = null;
        }
        return count;
    }

    private ResponseInputStream<GetObjectResponse> streamHere() throws IOException {
        if (stream != null && streamed == position) {
            return stream;
        }
        boolean straightOn = stream == null && (streamed == position || position == head.length);
        hangUp();
        window = straightOn ? Math.min(window * GROWTH, LONGEST) : FIRST;
        streamed = position;
        end = Math.min(size, position + window);
        ResponseInputStream<GetObjectResponse> answer = ask();
        stream = answer;
        return answer;
    }

    /** Whatever is in the way here is no tampering: what was opened was there. */
    private ResponseInputStream<GetObjectResponse> ask() {
        try {
            return bucket.get(name, position, end - 1, tag)
                    .orElseThrow(() -> new StorageUnavailable(name + " became shorter while read"));
        } catch (NoSuchFileException gone) {
            throw new StorageUnavailable(name + " was removed while it was read", gone);
        } catch (IOException failure) {
            throw new StorageUnavailable("the object storage breaks off " + name, failure);
        }
    }

    /** Without reading the rest, which may be long: the connection is given up. */
    private void hangUp() {
        if (stream != null) {
            Objects.requireNonNull(stream).abort();
            stream = null;
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        hangUp();
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long to) {
        throw new NonWritableChannelException();
    }
}
