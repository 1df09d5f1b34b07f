// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.export.domain.ExportProblem;
import io.temoin.eventsourcing.Rejected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The one collector that exports may be sent to: the operator's, from the configuration. No request
 * can name another.
 */
@ApplicationScoped
class SyslogCollector {

    private final AuditConfig.Syslog config;
    private final SSLContext trust;

    SyslogCollector(AuditConfig config) {
        this.config = config.export().syslog();
        this.trust = trusting(this.config.trustCertificates().orElse(null));
    }

    /** A trust file that cannot be read must not wait for the first delivery. */
    void load(@Observes StartupEvent event) {
        // The constructor has read it.
    }

    /**
     * Host and port, as they are recorded.
     *
     * @throws Rejected when the operator has not configured a collector
     */
    String name() {
        return host() + ":" + config.port();
    }

    SyslogConnection connect() throws IOException {
        return SyslogConnection.open(host(), config.port(), trust, config.timeout());
    }

    private String host() {
        return config.host()
                .orElseThrow(
                        () ->
                                new Rejected(
                                        ExportProblem.COLLECTOR_NOT_CONFIGURED,
                                        "The operator of this service has not configured a syslog"
                                                + " collector."));
    }

    /** A context that trusts the certificates of a PEM file, or those that Java trusts. */
    static SSLContext trusting(@Nullable Path certificates) {
        try {
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(certificates == null ? null : read(certificates));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(
                    "temoin.audit.export.syslog.trust-certificates must be a PEM file with"
                            + " certificates",
                    failure);
        }
    }

    private static KeyStore read(Path certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(certificates)) {
            int number = 0;
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry(Integer.toString(number++), one);
            }
            if (number == 0) {
                throw new IOException("it contains no certificate");
            }
        }
        return store;
    }
}
