// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.options.TlsCertificateReloader;
import io.temoin.chassis.testing.AsInProduction;
import io.temoin.chassis.testing.MountedCertificate;
import io.temoin.chassis.testing.TlsPort;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** cert-manager renews a certificate in its secret; nobody restarts a service for it. */
@QuarkusTest
@TestProfile(AsInProduction.class)
class RenewedCertificateTest {

    private static final int LIMIT_SECONDS = 20;

    @Test
    void aRenewedCertificateIsServedWithoutARestart() throws Exception {
        // Given
        MountedCertificate mounted = AsInProduction.CERTIFICATE;
        assertThat(served(mounted.of("first"))).isEqualTo(mounted.of("first"));

        // When: it does so by itself once in the reload period, of half a minute at least
        mounted.mount("second");
        TlsCertificateReloader.reload().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);

        // Then
        assertThat(served(mounted.of("second"))).isEqualTo(mounted.of("second"));
    }

    /** The certificate that a new connection gets. */
    private static Certificate served(Certificate trusted) throws IOException {
        try (var socket =
                (SSLSocket)
                        TlsPort.trusting(trusted)
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), TlsPort.number())) {
            socket.setSoTimeout(LIMIT_SECONDS * 1_000);
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
