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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Epoch keys in one file that only its owner may read. Written to a sibling, forced to disk and
 * renamed, so that a crash leaves the old file or the new one.
 *
 * <p>One process writes the file (the one that rotates epochs); it is read once, at start.
 */
public final class LocalKeyset implements KeyVault {

    private static final int KEY_BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

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
        try {
            requireOwnerOnly(file);
            return new LocalKeyset(file, JSON.readValue(file.toFile(), Content.class));
        } catch (IOException failure) {
            throw new UncheckedIOException("the keyset " + file + " cannot be read", failure);
        }
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
    public Uni<Integer> openEpoch() {
        return Uni.createFrom().item(this::nextEpoch);
    }

    @Override
    public Uni<Void> destroyEpoch(int epoch) {
        return Uni.createFrom().voidItem().invoke(() -> dropEpoch(epoch));
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
        String key = content.epochs().get(epoch);
        if (key == null) {
            throw new Tampered("the key of epoch " + epoch + " was destroyed");
        }
        return Base64.getDecoder().decode(key);
    }

    private synchronized int nextEpoch() {
        int next = content.epochs().lastKey() + 1;
        SortedMap<Integer, String> epochs = new TreeMap<>(content.epochs());
        epochs.put(next, freshKey());
        replace(new Content(next, epochs, content.index()));
        return next;
    }

    private synchronized void dropEpoch(int epoch) {
        if (epoch == content.current()) {
            throw new IllegalArgumentException("the current epoch cannot be destroyed");
        }
        SortedMap<Integer, String> epochs = new TreeMap<>(content.epochs());
        if (epochs.remove(epoch) != null) {
            replace(new Content(content.current(), epochs, content.index()));
        }
    }

    private void replace(Content next) {
        write(file, next);
        content = next;
    }

    private static String freshKey() {
        return Base64.getEncoder().encodeToString(Random.randBytes(KEY_BYTES));
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"))) {
            throw new IOException("it must be readable by its owner only (chmod 600)");
        }
    }

    private static void write(Path file, Content content) {
        Path sibling = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(sibling);
            Files.createFile(
                    sibling,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(sibling, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(content)));
                channel.force(true);
            }
            Files.move(sibling, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("the keyset " + file + " cannot be written", failure);
        }
    }
}
