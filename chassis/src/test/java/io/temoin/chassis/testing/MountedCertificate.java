// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.temoin.platform.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Map;

/**
 * A secret with a certificate, as a pod sees it: links to a folder that is a link itself, which is
 * replaced when the secret has changed. Clients find the service by {@link TlsPort}.
 */
public final class MountedCertificate {

    private static final String DATA = "..data";
    private static final String NAME = "tls";

    private final Path folder;

    /** A secret that is mounted in {@code folder}. */
    public MountedCertificate(String folder) {
        this.folder = Path.of(folder).toAbsolutePath();
    }

    /** The settings of a service that reads it as the chart has it, with a free port for TLS. */
    public Map<String, String> settings() {
        return Map.of(
                TlsPort.SETTING,
                Integer.toString(FreePorts.any()),
                "quarkus.http.ssl.certificate.files",
                certificate().toString(),
                "quarkus.http.ssl.certificate.key-files",
                key().toString(),
                "quarkus.http.ssl.certificate.reload-period",
                "1h");
    }

    private Path certificate() {
        return folder.resolve(NAME + ".crt");
    }

    private Path key() {
        return folder.resolve(NAME + ".key");
    }

    /** Makes a key and a certificate of its own unless there are, and lets the links lead there. */
    public void mount(String version) {
        try {
            Path made = Files.createDirectories(folder.resolve(version));
            if (Files.notExists(made.resolve(NAME + ".crt"))) {
                new CertificateGenerator(made, true)
                        .generate(
                                new CertificateRequest()
                                        .withName(NAME)
                                        .withFormat(Format.PEM)
                                        .withCN(version)
                                        .withSubjectAlternativeName("DNS:" + TlsPort.HOST));
            }
            for (Path file : new Path[] {certificate(), key()}) {
                Files.deleteIfExists(file);
                Files.createSymbolicLink(file, Path.of(DATA).resolve(file.getFileName()));
            }
            Path link = folder.resolve("..data_tmp");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, made);
            Files.move(link, folder.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
        } catch (Exception failure) { // of no narrower kind
            throw new IllegalStateException("a certificate is mounted", failure);
        }
    }

    /** The one that is mounted. */
    public Certificate mounted() {
        return read(certificate());
    }

    /** That of a version, mounted or not any more. */
    public Certificate of(String version) {
        return read(folder.resolve(version).resolve(NAME + ".crt"));
    }

    private static Certificate read(Path pem) {
        try (InputStream file = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(file);
        } catch (IOException | CertificateException failure) {
            throw new IllegalStateException("a certificate is read", failure);
        }
    }
}
