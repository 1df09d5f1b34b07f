// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Epoch keys in one file that only its owner may read. Written to a sibling, forced to disk and
 * renamed, so that a crash leaves the old file or the new one.
 *
 * <p>Several processes may share the file. Who changes it locks a sibling and starts from what the
 * file says then; the others read it again when they meet an epoch they do not know, and when told
 * to {@link #refresh}. Safe for concurrent use; reading and writing the few hundred bytes blocks.
 */
public final class LocalKeyset implements KeyVault {

    private static final int KEY_BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A file lock is of the whole process; within it, writers take turns here. */
    private static final Object WRITERS = new Object();

    /** The file's content. Keys are Base64. */
    private record Content(int current, SortedMap<Integer, String> epochs, String index) {}

    private final Path file;
    private final Fingerprints fingerprints;
    private Content content;

    private LocalKeyset(Path file, Content content) {
        this.file = file;
        this.content = content;
        this.fingerprints = new Fingerprints(Base64.getDecoder().decode(content.index()));
    }

    /**
     * Reads an existing keyset.
     *
     * @throws UncheckedIOException when it cannot be read, or others may read it too
     */
    public static LocalKeyset read(Path file) {
        return new LocalKeyset(file, content(file));
    }

    /** Reads the keyset, making a new one with fresh keys when there is none. */
    public static LocalKeyset readOrCreate(Path file) {
        if (Files.exists(file)) {
            return read(file);
        }
        SortedMap<Integer, String> epochs = new TreeMap<>();
        epochs.put(1, freshKey());
        Content fresh = new Content(1, epochs, freshKey());
        write(file, fresh);
        return new LocalKeyset(file, fresh);
    }

    @Override
    public synchronized int currentEpoch() {
        return content.current();
    }

    @Override
    public synchronized SortedSet<Integer> epochs() {
        return new TreeSet<>(content.epochs().keySet());
    }

    @Override
    public Uni<byte[]> wrap(int epoch, byte[] key, byte[] context) {
        return Uni.createFrom().item(() -> seal(epoch, key, context));
    }

    @Override
    public Uni<byte[]> unwrap(int epoch, byte[] wrapped, byte[] context) {
        return Uni.createFrom().item(() -> open(epoch, wrapped, context));
    }

    @Override
    public Uni<Integer> openEpoch(int after) {
        return Uni.createFrom().item(() -> change(read -> withEpochAfter(after, read)).current());
    }

    @Override
    public Uni<Void> destroyEpoch(int epoch) {
        return Uni.createFrom().voidItem().invoke(() -> change(read -> without(epoch, read)));
    }

    @Override
    public Uni<Void> refresh() {
        return Uni.createFrom().voidItem().invoke(this::reload);
    }

    @Override
    public Fingerprints fingerprints() {
        return fingerprints;
    }

    private byte[] seal(int epoch, byte[] key, byte[] context) {
        try {
            return new AesGcmJce(epochKey(epoch)).encrypt(key, context);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("wrapping failed", failure);
        }
    }

    private byte[] open(int epoch, byte[] wrapped, byte[] context) {
        try {
            return new AesGcmJce(epochKey(epoch)).decrypt(wrapped, context);
        } catch (GeneralSecurityException failure) {
            throw new Tampered("the wrapped key does not open", failure);
        }
    }

    private synchronized byte[] epochKey(int epoch) {
        if (epoch > content.current()) {
            reload();
        }
        String key = content.epochs().get(epoch);
        if (key == null) {
            throw new Tampered(
                    epoch > content.current()
                            ? "the key of epoch " + epoch + " is not in this keyset"
                            : "the key of epoch " + epoch + " was destroyed");
        }
        return Base64.getDecoder().decode(key);
    }

    private synchronized void reload() {
        content = content(file);
    }

    /** The file's content as others left it, changed, written, and only then believed. */
    private synchronized Content change(UnaryOperator<Content> change) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        synchronized (WRITERS) {
            try (FileChannel channel =
                            FileChannel.open(
                                    lock,
                                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                                    OWNER_ONLY);
                    FileLock _ = channel.lock()) {
                Content read = content(file);
                Content next = change.apply(read);
                if (!next.equals(read)) {
                    write(file, next);
                }
                content = next;
                return next;
            } catch (IOException failure) {
                throw new UncheckedIOException("the keyset " + file + " cannot be locked", failure);
            }
        }
    }

    private static Content withEpochAfter(int after, Content read) {
        if (read.current() != after) {
            return read;
        }
        int next = read.epochs().lastKey() + 1;
        SortedMap<Integer, String> epochs = new TreeMap<>(read.epochs());
        epochs.put(next, freshKey());
        return new Content(next, epochs, read.index());
    }

    private static Content without(int epoch, Content read) {
        if (epoch == read.current()) {
            throw new IllegalArgumentException("the current epoch cannot be destroyed");
        }
        SortedMap<Integer, String> epochs = new TreeMap<>(read.epochs());
        epochs.remove(epoch);
        return new Content(read.current(), epochs, read.index());
    }

    private static Content content(Path file) {
        try {
            KeyFile.requireOwnerOnly(file);
            return JSON.readValue(file.toFile(), Content.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the keyset " + file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static String freshKey() {
        return Base64.getEncoder().encodeToString(Random.randBytes(KEY_BYTES));
    }

    private static void write(Path file, Content content) {
        Path sibling = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(sibling);
            Files.createFile(sibling, OWNER_ONLY);
            try (FileChannel channel = FileChannel.open(sibling, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(content)));
                channel.force(true);
            }
            Files.move(sibling, file, StandardCopyOption.ATOMIC_MOVE);
            // A new epoch's key must survive a power cut before any key is wrapped under it.
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the keyset " + file + " cannot be written", failure);
        }
    }
}
