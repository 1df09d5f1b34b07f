// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/**
 * A secret with a certificate, as a pod sees it: links to a folder that is a link itself, which is
 * replaced when the secret has changed.
 */
final class MountedCertificate {

    private static final String DATA = "..data";
    private static final String NAME = "tls";

    private final Path folder;

    MountedCertificate(String folder) {
        this.folder = Path.of(folder).toAbsolutePath();
    }

    Path certificate() {
        return folder.resolve(NAME + ".crt");
    }

    Path key() {
        return folder.resolve(NAME + ".key");
    }

    /** Makes a key and a certificate of its own unless there are, and lets the links lead there. */
    void mount(String version) {
        try {
            Path made = Files.createDirectories(folder.resolve(version));
            if (Files.notExists(made.resolve(NAME + ".crt"))) {
                new CertificateGenerator(made, true)
                        .generate(
                                new CertificateRequest()
                                        .withName(NAME)
                                        .withFormat(Format.PEM)
                                        .withCN(version));
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

    /** That of a version, mounted or not any more. */
    Certificate of(String version) {
        try (InputStream file =
                Files.newInputStream(folder.resolve(version).resolve(NAME + ".crt"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(file);
        } catch (IOException | CertificateException failure) {
            throw new IllegalStateException("a certificate is read", failure);
        }
    }
}
