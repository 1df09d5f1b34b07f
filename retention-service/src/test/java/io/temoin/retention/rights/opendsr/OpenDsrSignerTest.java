// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.keystart.KeyProviders;
import io.temoin.retention.rights.opendsr.CallbackReceiver.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is signed that its receiver could not verify: rather, the service does not start. */
class OpenDsrSignerTest {

    private static final String DOMAIN = "opendsr.temoin.test";

    /** Making a key takes a second of a core; each test alters copies. */
    private static CertificateFiles ours;

    @TempDir Path folder;

    @BeforeAll
    static void issue(@TempDir Path shared) {
        ours = CertificateFiles.issued(shared, DOMAIN);
    }

    @Test
    void signsForTheCertificateThatItPublishes() {
        var signer = signer(copied());
        signer.check();
        signer.open();

        var signature = signer.sign("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(new Received("", DOMAIN, signature, "{}").isSignedBy(signer.certificateChain()))
                .isTrue();
        assertThat(new Received("", DOMAIN, signature, "{ }").isSignedBy(signer.certificateChain()))
                .isFalse();
        assertThat(signer.configuredDomain()).isEqualTo(DOMAIN);
    }

    @Test
    void nothingIsOfferedWithoutSettings() {
        var signer = signer(Map.of());
        signer.check();
        signer.open();

        assertThat(signer.isConfigured()).isFalse();
        assertThatThrownBy(signer::certificateChain).isInstanceOf(OpenDsrNotConfigured.class);
    }

    @Test
    void refusesACertificateForAnotherDomain() {
        var settings = settings(CertificateFiles.issued(folder, "other.temoin.test"));

        assertThatThrownBy(() -> signer(settings).check())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not issued for " + DOMAIN);
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() {
        var settings = new HashMap<>(copied());
        var other = CertificateFiles.issued(folder.resolve("other"), DOMAIN);
        settings.put("temoin.opendsr.key-file", other.key().toString());

        assertThatThrownBy(() -> signer(settings).open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not belong to the certificate");
    }

    @Test
    void refusesAKeyThatOthersCanRead() throws IOException {
        var settings = copied();
        Files.setPosixFilePermissions(
                Path.of(settings.get("temoin.opendsr.key-file")),
                PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> signer(settings).check())
                .hasMessageContaining("TEMOIN_OPENDSR_KEY_FILE")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void refusesAFileThatHoldsNoKeyAndQuotesNothingOfIt() throws IOException {
        var settings = copied();
        Files.writeString(Path.of(settings.get("temoin.opendsr.key-file")), "hunter2");

        assertThatThrownBy(() -> signer(settings).check())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TEMOIN_OPENDSR_KEY_FILE")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesAFileThatHoldsNoCertificate() throws IOException {
        var settings = copied();
        Files.writeString(Path.of(settings.get("temoin.opendsr.certificate-file")), "nothing");

        assertThatThrownBy(() -> signer(settings).check())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TEMOIN_OPENDSR_CERTIFICATE_FILE");
    }

    /** A sealed key is of no use to whoever has the file and not the provider. */
    @Test
    void refusesASealedKeyWithoutItsProvider() throws IOException {
        var settings = copied();
        Files.writeString(
                Path.of(settings.get("temoin.opendsr.key-file")), "sealed:a2V5.d3JhcHBlZA");

        assertThatThrownBy(() -> signer(settings).open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sealed by a key provider");
    }

    private Map<String, String> copied() {
        return settings(new CertificateFiles(copied(ours.key()), copied(ours.certificate())));
    }

    private Path copied(Path file) {
        try {
            return Files.copy(
                    file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings(CertificateFiles files) {
        return Map.of(
                "temoin.opendsr.domain", DOMAIN,
                "temoin.opendsr.key-file", files.key().toString(),
                "temoin.opendsr.certificate-file", files.certificate().toString());
    }

    private static OpenDsrSigner signer(Map<String, String> settings) {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(settings, "test", 500))
                        .withMapping(OpenDsrConfig.class)
                        .build();
        return new OpenDsrSigner(
                config.getConfigMapping(OpenDsrConfig.class),
                KeyProviders.ofEnvironment("retention"),
                new SimpleMeterRegistry(),
                Clock.fixed(Instant.parse("2026-11-24T11:00:00Z"), ZoneOffset.UTC));
    }
}
