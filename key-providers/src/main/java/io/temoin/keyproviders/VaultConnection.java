// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import io.quarkus.vault.client.VaultClient;
import io.quarkus.vault.client.auth.VaultAppRoleAuthOptions;
import io.quarkus.vault.client.auth.VaultKubernetesAuthOptions;
import io.quarkus.vault.client.auth.VaultToken;
import io.quarkus.vault.client.http.jdk.JDKVaultHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A way to Vault or OpenBao, signed in by one of the methods that a pod or a machine has. */
public final class VaultConnection implements AutoCloseable {

    /** A token is renewed, or a new one fetched, so long before it ends. */
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(1);

    private final JDKVaultHttpClient http;
    private final VaultClient client;

    private VaultConnection(JDKVaultHttpClient http, VaultClient client) {
        this.http = http;
        this.client = client;
    }

    /** How to sign in. */
    public sealed interface SignIn {

        /** A token in a file, read for every request: an agent may renew it. */
        record TokenFile(Path file) implements SignIn {}

        /** An AppRole; the secret id is in a file. */
        record AppRole(String mount, String roleId, Path secretIdFile) implements SignIn {}

        /** The service account of a pod. */
        record Kubernetes(String mount, String role, Path tokenFile) implements SignIn {}
    }

    /**
     * Connects to nothing yet.
     *
     * @param namespace of Vault Enterprise or OpenBao; {@code null} for none
     * @param certificates a PEM file of those to trust besides none; {@code null} for the JDK's
     * @param timeout of one request
     * @throws UncheckedIOException when the certificates cannot be read
     */
    public static VaultConnection to(
            URI address,
            SignIn signIn,
            @Nullable String namespace,
            @Nullable Path certificates,
            Duration timeout,
            InstantSource clock) {
        HttpClient.Builder connections = HttpClient.newBuilder().connectTimeout(timeout);
        if (certificates != null) {
            connections.sslContext(trusting(certificates));
        }
        JDKVaultHttpClient http = new JDKVaultHttpClient(connections.build());
        VaultClient.Builder builder =
                VaultClient.builder()
                        .executor(http)
                        .baseUrl(address.toString())
                        .requestTimeout(timeout)
                        .instantSource(clock);
        if (namespace != null) {
            builder.namespace(namespace);
        }
        signIn(builder, signIn, clock);
        return new VaultConnection(http, builder.build());
    }

    VaultClient client() {
        return client;
    }

    @Override
    public void close() {
        http.close();
    }

    private static void signIn(VaultClient.Builder builder, SignIn signIn, InstantSource clock) {
        switch (signIn) {
            case SignIn.TokenFile(var file) ->
                    builder.tokenProvider(
                            _ ->
                                    CompletableFuture.completedFuture(
                                            VaultToken.neverExpires(text(file), clock)));
            case SignIn.AppRole(var mount, var roleId, var secretIdFile) ->
                    builder.appRole(
                            VaultAppRoleAuthOptions.builder()
                                    .mountPath(mount)
                                    .roleId(roleId)
                                    .customSecretIdProvider(
                                            _ ->
                                                    CompletableFuture.completedFuture(
                                                            text(secretIdFile)))
                                    .caching(RENEW_BEFORE)
                                    .build());
            case SignIn.Kubernetes(var mount, var role, var tokenFile) ->
                    builder.kubernetes(
                            VaultKubernetesAuthOptions.builder()
                                    .mountPath(mount)
                                    .role(role)
                                    .jwtProvider(
                                            () ->
                                                    CompletableFuture.completedFuture(
                                                            text(tokenFile)))
                                    .caching(RENEW_BEFORE)
                                    .build());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " cannot be read", failure);
        }
    }

    private static SSLContext trusting(Path certificates) {
        try (InputStream pem = Files.newInputStream(certificates)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), each);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException failure) {
            throw new UncheckedIOException(certificates + " cannot be read", failure);
        } catch (GeneralSecurityException failure) {
            throw new UncheckedIOException(
                    new IOException(certificates + " contains no usable certificates", failure));
        }
    }
}
