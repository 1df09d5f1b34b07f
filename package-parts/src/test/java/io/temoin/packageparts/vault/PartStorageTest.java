// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.objectstorage.BucketConnection;
import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import io.temoin.objectstorage.StorageUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

/** A folder and buckets, with versions and without, keep parts in the same way. */
class PartStorageTest {

    /** What services can share. */
    enum Kind {
        FOLDER,
        BUCKET,
        BUCKET_WITH_VERSIONS
    }

    private static final UUID PACKAGE = new UUID(1, 1);
    private static final UUID PART = new UUID(1, 2);
    private static final String NAME = PartStorages.name("helios", PACKAGE, PART);
    private static final int SHORT = 1_000;

    /** More than two of the pieces in which a bucket takes it. */
    private static final int LONG = 20_000_000;

    @TempDir private Path folder;

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(7).nextBytes(bytes);
        return bytes;
    }

    private static void in(OutputStream out, byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += 100_000) {
            out.write(bytes, at, Math.min(100_000, bytes.length - at));
        }
    }

    private static byte[] read(PartStorage storage, String name) throws IOException {
        try (InputStream in = storage.open(name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsStoredIsReadBackWhateverItsSize(Kind kind) throws IOException {
        try (Shared shared = new Shared(kind, folder)) {
            for (int size : new int[] {0, SHORT, LONG}) {
                byte[] bytes = bytes(size);

                shared.storage.store(NAME, out -> in(out, bytes));

                assertThat(read(shared.storage, NAME)).isEqualTo(bytes);
            }
        }
    }

    /** A volume that is not mounted must not be taken for parts that are gone. */
    @Test
    void aFolderThatIsNotThereSaysNothingOfItsParts() {
        try (PartStorage storage = new PartFolder(folder)) {
            assertThatThrownBy(() -> read(storage, NAME))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NoSuchFileException.class);
        }
    }

    /** Another process must never take half a part for a whole one. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatBreaksOffIsNotThereAndLeavesNothing(Kind kind) throws IOException {
        try (Shared shared = new Shared(kind, folder)) {
            for (int size : new int[] {SHORT, LONG}) {
                assertThatThrownBy(
                                () ->
                                        shared.storage.store(
                                                NAME,
                                                out -> {
                                                    in(out, bytes(size));
                                                    throw new IOException("broken off");
                                                }))
                        .hasMessage("broken off");

                assertThatThrownBy(() -> read(shared.storage, NAME))
                        .isInstanceOf(NoSuchFileException.class);
            }
            assertThat(shared.leftovers()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPackageIsRemovedWithAllThatItLeft(Kind kind) throws IOException {
        String other = PartStorages.name("helios", new UUID(2, 1), PART);
        try (Shared shared = new Shared(kind, folder)) {
            shared.storage.store(NAME, out -> in(out, bytes(SHORT)));
            shared.storage.store(NAME, out -> in(out, bytes(SHORT)));
            shared.storage.store(other, out -> in(out, bytes(SHORT)));
            shared.beginAndDie(NAME);

            shared.storage.removeBelow(PartStorages.prefix("helios", PACKAGE));
            shared.storage.removeBelow(PartStorages.prefix("helios", PACKAGE));

            assertThatThrownBy(() -> read(shared.storage, NAME))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(read(shared.storage, other)).hasSize(SHORT);
            assertThat(shared.leftovers()).as("of the other one").isEqualTo(1);
            shared.storage.remove(other);
            shared.storage.remove(other);
            assertThat(shared.leftovers()).isZero();
        }
    }

    @Test
    void aStorageThatRefusesOrLosesAPartSaysSo() throws IOException {
        try (Shared shared = new Shared(Kind.BUCKET, folder)) {
            shared.storage.store(NAME, out -> in(out, bytes(LONG)));

            shared.way.answer(403, "AccessDenied");
            assertThatThrownBy(() -> read(shared.storage, NAME))
                    .isInstanceOf(StorageUnavailable.class);
            assertThatThrownBy(() -> shared.storage.store(NAME, out -> in(out, bytes(SHORT))))
                    .isInstanceOf(StorageUnavailable.class);
            shared.way.heal();
            try (InputStream in = shared.storage.open(NAME)) {
                in.readNBytes(SHORT);
                shared.storage.remove(NAME);
                assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    /** One storage, and what an operator sees of it. */
    private static final class Shared implements AutoCloseable {

        private final Kind kind;
        private final Path folder;
        private final URI server;
        private final S3Client operator;
        private final String bucket;
        private final FaultyStorage way;
        private final PartStorage storage;

        Shared(Kind kind, Path folder) {
            this.kind = kind;
            this.folder = folder;
            server =
                    kind == Kind.BUCKET_WITH_VERSIONS
                            ? StorageServers.versioned()
                            : StorageServers.plain();
            operator = StorageServers.operator(server);
            bucket = StorageServers.create(operator);
            if (kind == Kind.BUCKET_WITH_VERSIONS) {
                StorageServers.keepVersions(operator, bucket);
            }
            way = FaultyStorage.before(server);
            storage = kind == Kind.FOLDER ? new PartFolder(folder) : bucket();
        }

        private PartStorage bucket() {
            String prefix = PartStorages.SETTINGS + ".";
            PartConfig config =
                    new SmallRyeConfigBuilder()
                            .addDiscoveredConverters()
                            .withMapping(PartConfig.class)
                            .withDefaultValues(
                                    Map.of(
                                            prefix + "bucket",
                                            bucket,
                                            prefix + "prefix",
                                            "parts",
                                            prefix + "endpoint",
                                            way.endpoint().toString(),
                                            prefix + "path-style",
                                            "true"))
                            .build()
                            .getConfigMapping(PartConfig.class);
            return new PartBucket(
                    BucketConnection.open(PartStorages.SETTINGS, config.s3()),
                    config.s3().prefix());
        }

        /** How many files, versions, markers and unfinished uploads there are. */
        long leftovers() throws IOException {
            if (kind == Kind.FOLDER) {
                try (Stream<Path> all = Files.walk(folder)) {
                    return all.filter(Files::isRegularFile).count();
                }
            }
            long uploads =
                    operator.listMultipartUploads(list -> list.bucket(bucket)).uploads().size();
            return uploads
                    + (kind == Kind.BUCKET_WITH_VERSIONS
                            ? StorageServers.versions(operator, bucket, "").count()
                            : operator.listObjectsV2(list -> list.bucket(bucket))
                                    .contents()
                                    .size());
        }

        /** What a killed process leaves of a part. */
        void beginAndDie(String name) throws IOException {
            if (kind == Kind.FOLDER) {
                Files.write(folder.resolve(name + "." + UUID.randomUUID() + ".draft"), new byte[9]);
            } else {
                operator.createMultipartUpload(
                        create -> create.bucket(bucket).key("parts/" + name));
            }
        }

        @Override
        public void close() {
            storage.close();
            way.close();
            operator.close();
        }
    }
}
