// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.KeyFiles;
import io.temoin.keystart.KeyProviders;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs what is sent by OpenDSR (2.0 section 4): SHA-256 with RSA, or with ECDSA in DER, over the
 * bytes of the body, by the key of a certificate that is issued for the domain. The service does
 * not start with a key that does not sign for its certificate. Safe for concurrent use.
 */
@Singleton
public class OpenDsrSigner implements KeyFiles {

    private static final Logger LOG = Logger.getLogger(OpenDsrSigner.class);
    private static final byte[] SAMPLE =
            "temoin|opendsr-key-check".getBytes(StandardCharsets.US_ASCII);
    private static final int SHORTEST_RSA = 2048;
    private static final int SHORTEST_EC = 256;
    private static final int DNS_NAME = 2;
    private static final int LINE = 64;

    /** What signs, once it is open. */
    private record Opened(
            String domain, PrivateKey key, X509Certificate certificate, String chain) {

        @Override
        public String toString() {
            return "OpenDSR key of " + domain;
        }
    }

    private final OpenDsrConfig config;
    private final KeyProviders providers;
    private final MeterRegistry metrics;
    private final Clock clock;
    private volatile @Nullable Opened opened;

    OpenDsrSigner(
            OpenDsrConfig config, KeyProviders providers, MeterRegistry metrics, Clock clock) {
        this.config = config;
        this.providers = providers;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void check() {
        if (isSet()) {
            OpenDsrKey.read(config.keyFile().orElseThrow());
            requireIssuedFor(domain(), certificates().getFirst());
        }
    }

    void start(@Observes StartupEvent event) {
        open();
    }

    /** Opens the key before the first request: a sealed one waits for the key provider. */
    void open() {
        if (!isSet()) {
            return;
        }
        OpenDsrKey file = OpenDsrKey.read(config.keyFile().orElseThrow());
        if (file.secret() != null && providers.isUsed()) {
            LOG.warn(
                    "a key provider is set, but the key that signs OpenDSR messages is in clear in"
                            + " its file: seal it with the command 'seal-opendsr-key'");
        }
        List<X509Certificate> chain = certificates();
        X509Certificate own = chain.getFirst();
        requireIssuedFor(domain(), own);
        PrivateKey key = privateKey(file.open(providers), own);
        requirePair(key, own);
        opened = new Opened(domain(), key, own, pem(chain));
        metrics.gauge(
                "temoin.opendsr.certificate.days.left",
                this,
                signer -> signer.left(own).toSeconds() / (double) Duration.ofDays(1).toSeconds());
        if (left(own).isNegative()) {
            LOG.warnf(
                    "the OpenDSR certificate for %s has expired: receivers will refuse what it"
                            + " signs. Renew it in TEMOIN_OPENDSR_CERTIFICATE_FILE.",
                    domain());
        }
    }

    /** Whether this installation takes in requests by OpenDSR. */
    boolean isConfigured() {
        return opened != null;
    }

    /** The domain in lower case, without a port. */
    String configuredDomain() {
        return required().domain();
    }

    /** The certificate and those that issued it, in PEM. */
    String certificateChain() {
        return required().chain();
    }

    /** The signature of these bytes, in Base64. */
    String sign(byte[] body) {
        Opened current = required();
        return Base64.getEncoder()
                .encodeToString(signature(current.key(), current.certificate(), body));
    }

    private Opened required() {
        Opened current = opened;
        if (current == null) {
            throw new OpenDsrNotConfigured();
        }
        return current;
    }

    private boolean isSet() {
        return config.domain().isPresent()
                && config.keyFile().isPresent()
                && config.certificateFile().isPresent();
    }

    private String domain() {
        return config.domain().orElseThrow().toLowerCase(Locale.ROOT);
    }

    private Duration left(X509Certificate certificate) {
        return Duration.between(clock.instant(), certificate.getNotAfter().toInstant());
    }

    private List<X509Certificate> certificates() {
        Path file = config.certificateFile().orElseThrow();
        try (var bytes = Files.newInputStream(file)) {
            List<X509Certificate> read = new ArrayList<>();
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
                read.add((X509Certificate) each);
            }
            if (!read.isEmpty()) {
                return read;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the certificate in TEMOIN_OPENDSR_CERTIFICATE_FILE cannot be read: "
                            + failure.getMessage(),
                    failure);
        } catch (GeneralSecurityException _) {
            // says less than the sentence below
        }
        throw new IllegalStateException(
                "The file %s (TEMOIN_OPENDSR_CERTIFICATE_FILE) holds no X.509 certificate in PEM."
                        .formatted(file));
    }

    /** Receivers look for the domain among the alternative names, and nowhere else. */
    private static void requireIssuedFor(String domain, X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null
                    && names.stream()
                            .filter(name -> Objects.equals(name.getFirst(), DNS_NAME))
                            .anyMatch(name -> domain.equalsIgnoreCase((String) name.get(1)))) {
                return;
            }
        } catch (GeneralSecurityException _) {
            // then it names nobody
        }
        throw new IllegalStateException(
                ("The certificate in TEMOIN_OPENDSR_CERTIFICATE_FILE is not issued for %s"
                                + " (TEMOIN_OPENDSR_DOMAIN): its subject alternative names do not"
                                + " name it.")
                        .formatted(domain));
    }

    private static PrivateKey privateKey(byte[] secret, X509Certificate certificate) {
        try {
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(secret));
        } catch (GeneralSecurityException _) {
            throw notItsKey();
        }
    }

    private static void requirePair(PrivateKey key, X509Certificate certificate) {
        byte[] signature = signature(key, certificate, SAMPLE);
        try {
            Signature verifier = Signature.getInstance(algorithm(certificate));
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(SAMPLE);
            if (verifier.verify(signature)) {
                return;
            }
        } catch (GeneralSecurityException _) {
            // then it is not its key
        }
        throw notItsKey();
    }

    private static IllegalStateException notItsKey() {
        return new IllegalStateException(
                "The key in TEMOIN_OPENDSR_KEY_FILE does not belong to the certificate in"
                        + " TEMOIN_OPENDSR_CERTIFICATE_FILE: nobody could verify what it signs.");
    }

    private static byte[] signature(PrivateKey key, X509Certificate certificate, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm(certificate));
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the OpenDSR key cannot sign", failure);
        }
    }

    /** FIPS 186-4, which the protocol names, has no Ed25519. */
    private static String algorithm(X509Certificate certificate) {
        return switch (certificate.getPublicKey()) {
            case RSAPublicKey key when key.getModulus().bitLength() >= SHORTEST_RSA ->
                    "SHA256withRSA";
            case ECPublicKey key when key.getParams().getOrder().bitLength() >= SHORTEST_EC ->
                    "SHA256withECDSA";
            default ->
                    throw new IllegalStateException(
                            "The key of the OpenDSR certificate must be RSA of 2,048 bits or more,"
                                    + " or ECDSA on P-256 or a larger curve.");
        };
    }

    private static String pem(List<X509Certificate> chain) {
        Base64.Encoder encoder =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate each : chain) {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(encoder.encodeToString(each.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("what was read can be written", failure);
        }
        return text.toString();
    }
}
