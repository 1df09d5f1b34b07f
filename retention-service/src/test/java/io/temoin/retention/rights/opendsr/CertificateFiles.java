// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A private key in PEM and its certificate, as the tools of a certificate authority write them. */
record CertificateFiles(Path key, Path certificate) {

    private static final String NAME = "opendsr";

    /** A fresh pair, issued for a domain. */
    static CertificateFiles issued(Path folder, String domain) {
        try {
            new CertificateGenerator(Files.createDirectories(folder), true)
                    .generate(
                            new CertificateRequest()
                                    .withName(NAME)
                                    .withFormat(Format.PEM)
                                    .withCN(domain)
                                    .withSubjectAlternativeName("DNS:" + domain));
            Path key = folder.resolve(NAME + ".key");
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            return new CertificateFiles(
                    key.toAbsolutePath(), folder.resolve(NAME + ".crt").toAbsolutePath());
        } catch (Exception failure) { // of no narrower kind
            throw new IllegalStateException("a certificate is issued", failure);
        }
    }
}
