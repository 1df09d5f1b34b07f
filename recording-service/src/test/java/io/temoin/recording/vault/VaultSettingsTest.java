// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultSettingsTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    @Test
    void areFilesUnlessSaidOtherwise() {
        assertThat(
                        BlobStores.of(
                                Buckets.settings(
                                        Map.of(
                                                "temoin.recording.receipt.jwks-url",
                                                "http://localhost/unused"))))
                .isInstanceOf(FileBlobStore.class);
    }

    @Test
    void readWhatIsNotMovedYet(@TempDir Path folder) {
        assertThat(store(folder)).isInstanceOf(MovingBlobStore.class);
        assertThat(store(folder.resolve("none"))).isInstanceOf(S3BlobStore.class);
    }

    private static BlobStore store(Path folder) {
        return BlobStores.of(
                Buckets.settings(
                        NOWHERE,
                        "audio",
                        Map.of("temoin.recording.vault.directory", folder.toString())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bucket|''|bucket must be set",
                "server-side-encryption|AES|must be none, AES256 or aws:kms",
                "kms-key-id|alias/audio|needs temoin.recording.vault.s3.server-side-encryption",
                "part-bytes|1000000|at least 5242880"
            })
    void areRefusedWithASentence(String setting, String value, String sentence) {
        assertThatThrownBy(
                        () ->
                                Buckets.store(
                                        NOWHERE,
                                        "audio",
                                        Map.of("temoin.recording.vault.s3." + setting, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("temoin.recording.vault.s3." + setting)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "http://minio.example:9000,true",
        "https://minio.example,false",
        "http://127.0.0.1:9000,false"
    })
    void needAnEncryptedWayInProduction(String endpoint, boolean complaint) {
        var check =
                new VaultTransportCheck(Buckets.settings(URI.create(endpoint), "audio", Map.of()));
        assertThat(check.complaint().isPresent()).isEqualTo(complaint);
        assertThat(check.override()).isEqualTo("temoin.allow-plaintext-storage");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2_147_483_648L, 100_000_000_000L})
    void fitTheLongestUploadIntoOneObject(long longest) {
        int parts = S3BlobStore.partBytes(8_388_608, longest);
        assertThat(parts).isBetween(8_388_608, 10_100_000);
        assertThat(Math.ceilDiv(ChunkCipher.sealedSize(longest), parts))
                .isLessThanOrEqualTo(S3BlobStore.MOST_PARTS);
    }
}
