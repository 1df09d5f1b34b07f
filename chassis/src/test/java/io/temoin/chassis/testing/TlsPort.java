// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The port with TLS of the service under test, for clients that trust one certificate. A {@link
 * MountedCertificate} has its settings.
 */
public final class TlsPort {

    static final String HOST = "localhost";
    static final String SETTING = "quarkus.http.test-ssl-port";

    private TlsPort() {}

    /** Its number. */
    public static int number() {
        return ConfigProvider.getConfig().getValue(SETTING, Integer.class);
    }

    /** Where a path of the service is found with TLS. */
    public static URI address(String path) {
        return URI.create("https://%s:%d%s".formatted(HOST, number(), path));
    }

    /** Java's own client, which speaks HTTP/2 if the handshake lets it. */
    public static HttpClient client(Certificate trusted) {
        return HttpClient.newBuilder().sslContext(trusting(trusted)).build();
    }

    /** What a client trusts: this certificate, and no other. */
    public static SSLContext trusting(Certificate certificate) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("served", certificate);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("a certificate is trusted", failure);
        }
    }
}
