// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.subtle.Random;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.keys.HashKeys.Generation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Epoch keys and the keys of keyed hashes, in one file that only its owner may read. Written to a
 * sibling, forced to disk and renamed, so that a crash leaves the old file or the new one.
 *
 * <p>Several processes may share the file. Who changes it locks a sibling and starts from what the
 * file says then; the others read it again when they meet an epoch or a generation they do not
 * know, and when told to {@link #refresh}. Safe for concurrent use; reading and writing the few
 * kilobytes blocks.
 */
public final class LocalKeyset implements KeyVault {

    private static final int KEY_BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A file lock is of the whole process; within it, writers take turns here. */
    private static final Object WRITERS = new Object();

    /**
     * The file's content. Keys are Base64.
     *
     * @param hashKeys absent from a file that somebody has damaged
     */
    private record Content(
            int current,
            SortedMap<Integer, String> epochs,
            @Nullable Map<KeyPurpose, SortedMap<Integer, Generation>> hashKeys) {

        private HashKeys keys() {
            return new HashKeys(hashKeys == null ? Map.of() : hashKeys);
        }

        private Content with(HashKeys changed) {
            return new Content(current, epochs, changed.byPurpose());
        }
    }

    /** What the file said, and says now. */
    private record Change(Content before, Content after) {}

    /** Tells one state of the file from the next: every change is another file under its name. */
    private record Version(@Nullable Object file, FileTime changedAt) {}

    private final Path file;
    private final Map<KeyPurpose, Fingerprints> fingerprints = new EnumMap<>(KeyPurpose.class);
    private final Map<KeyPurpose, SignedTexts> signedTexts = new EnumMap<>(KeyPurpose.class);
    private Content content;
    private Version version;

    private LocalKeyset(Path file) {
        this.file = file;
        this.version = version(file);
        this.content = content(file);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            if (purpose.rotates()) {
                signedTexts.put(
                        purpose,
                        new SignedTexts(
                                () -> currentGeneration(purpose),
                                generation -> hashKey(purpose, generation)));
            } else {
                fingerprints.put(purpose, new Fingerprints(content.keys().currentKey(purpose)));
            }
        }
    }

    /**
     * Reads an existing keyset.
     *
     * @throws UncheckedIOException when it cannot be read, or others may read it too
     */
    public static LocalKeyset read(Path file) {
        return new LocalKeyset(file);
    }

    /**
     * Reads the keyset; when there is none, one of the processes that ask makes a fresh one.
     *
     * @param now the age of keys that are made counts from here
     */
    public static LocalKeyset readOrCreate(Path file, Instant now) {
        return Files.exists(file)
                ? read(file)
                : locked(file, () -> Files.exists(file) ? read(file) : fresh(file, now));
    }

    /**
     * Makes a new keyset with fresh keys.
     *
     * @param now the age of its keys counts from here
     * @throws UncheckedIOException when something has this name already, which is left as it is
     */
    public static LocalKeyset create(Path file, Instant now) {
        return locked(
                file,
                () -> {
                    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                        throw new UncheckedIOException(
                                "The file "
                                        + file.toAbsolutePath()
                                        + " already exists and was left unchanged: with other keys, no"
                                        + " encrypted data could be decrypted and nobody already on"
                                        + " record could be found.",
                                new FileAlreadyExistsException(file.toString()));
                    }
                    return fresh(file, now);
                });
    }

    private static LocalKeyset fresh(Path file, Instant now) {
        SortedMap<Integer, String> epochs = new TreeMap<>();
        epochs.put(1, freshKey());
        write(file, new Content(1, epochs, HashKeys.fresh(now).byPurpose()));
        return read(file);
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
        return Uni.createFrom().item(() -> KeyWrapping.wrap(epochKey(epoch), key, context));
    }

    @Override
    public Uni<byte[]> unwrap(int epoch, byte[] wrapped, byte[] context) {
        return Uni.createFrom().item(() -> KeyWrapping.unwrap(epochKey(epoch), wrapped, context));
    }

    @Override
    public Uni<Integer> openEpoch(int after) {
        return Uni.createFrom()
                .item(() -> change(read -> withEpochAfter(after, read)).after().current());
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
    public Fingerprints fingerprints(KeyPurpose purpose) {
        return HashKeys.required(fingerprints, purpose);
    }

    @Override
    public SignedTexts signedTexts(KeyPurpose purpose) {
        return HashKeys.required(signedTexts, purpose);
    }

    @Override
    public Uni<HashKeyProgress> rotateHashKeys(KeySchedule schedule, Instant now) {
        return Uni.createFrom().item(() -> rotate(schedule, now));
    }

    /**
     * Writes, and wants to, only when something is due: a file on a read-only mount serves until
     * then.
     */
    private HashKeyProgress rotate(KeySchedule schedule, Instant now) {
        HashKeys known = reload().keys();
        if (known.advanced(schedule, now).equals(known)) {
            return HashKeyProgress.NONE;
        }
        Change change = change(read -> read.with(read.keys().advanced(schedule, now)));
        return change.after().keys().since(change.before().keys());
    }

    /** All epoch keys, for a keyset that takes them over. */
    synchronized SortedMap<Integer, byte[]> epochSecrets() {
        SortedMap<Integer, byte[]> secrets = new TreeMap<>();
        content.epochs()
                .forEach((epoch, key) -> secrets.put(epoch, Base64.getDecoder().decode(key)));
        return secrets;
    }

    /** All keys of keyed hashes, for a keyset that takes them over. */
    synchronized HashKeys hashKeys() {
        return content.keys();
    }

    /** The key of pseudonyms, for the one other service that finds people by their numbers. */
    public synchronized byte[] pseudonymKey() {
        return content.keys().currentKey(KeyPurpose.PSEUDONYMS);
    }

    @Override
    public Duration destroysWithin() {
        return Duration.ZERO;
    }

    private synchronized int currentGeneration(KeyPurpose purpose) {
        return content.keys().current(purpose);
    }

    private synchronized byte @Nullable [] hashKey(KeyPurpose purpose, int generation) {
        if (generation > content.keys().current(purpose) && !version.equals(version(file))) {
            reload();
        }
        return content.keys().key(purpose, generation);
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

    /** The version first: what changes between the two is read again, not missed. */
    private synchronized Content reload() {
        version = version(file);
        content = content(file);
        return content;
    }

    /** The file's content as others left it, changed, written, and only then believed. */
    private synchronized Change change(UnaryOperator<Content> change) {
        return locked(
                file,
                () -> {
                    Content read = content(file);
                    Content next = change.apply(read);
                    if (!next.equals(read)) {
                        write(file, next);
                    }
                    version = version(file);
                    content = next;
                    return new Change(read, next);
                });
    }

    /** One process, and one thread of it, at a time. */
    private static <T> T locked(Path file, Supplier<T> work) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        synchronized (WRITERS) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                try (FileChannel channel =
                                FileChannel.open(
                                        lock,
                                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                                        OWNER_ONLY);
                        FileLock _ = channel.lock()) {
                    return work.get();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("the lock " + lock + " cannot be made", failure);
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
        return new Content(next, epochs, read.hashKeys());
    }

    private static Content without(int epoch, Content read) {
        if (epoch == read.current()) {
            throw new IllegalArgumentException("the current epoch cannot be destroyed");
        }
        SortedMap<Integer, String> epochs = new TreeMap<>(read.epochs());
        epochs.remove(epoch);
        return new Content(read.current(), epochs, read.hashKeys());
    }

    private static Content content(Path file) {
        try {
            KeyFile.requireOwnerOnly(file);
            Content content = JSON.readValue(file.toFile(), Content.class);
            requireComplete(content.keys().missing());
            return content;
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the keyset " + file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** A new file would lose the epoch keys, and with them everything that is sealed. */
    private static void requireComplete(Set<KeyPurpose> missing) throws IOException {
        List<KeyPurpose> lost = missing.stream().filter(each -> !each.rotates()).toList();
        if (!lost.isEmpty()) {
            throw new IOException(
                    "it lacks the keys for "
                            + lost
                            + ", which nothing can replace: with other keys, people already on"
                            + " record would not be found, and their objections would have no"
                            + " effect. Restore the file from a backup");
        }
        if (!missing.isEmpty()) {
            throw new IOException(
                    "it lacks keys for "
                            + missing
                            + ". Add each to its hashKeys, as \"<purpose>\": {\"1\":"
                            + " {\"secret\": \"<output of openssl rand -base64 32>\","
                            + " \"openedAt\": \"<output of date -u +%FT%TZ>\"}}, and keep the"
                            + " rest of the file: data encrypted with its keys cannot be"
                            + " decrypted without them");
        }
    }

    private static Version version(Path file) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(is.fileKey(), is.lastModifiedTime());
        } catch (IOException failure) {
            throw new UncheckedIOException("the keyset " + file + " cannot be read", failure);
        }
    }

    private static String freshKey() {
        return Base64.getEncoder().encodeToString(Random.randBytes(KEY_BYTES));
    }

    private static void write(Path file, Content content) {
        Path sibling = file.resolveSibling(file.getFileName() + ".new");
        try {
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
