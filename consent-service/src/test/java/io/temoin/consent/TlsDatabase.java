// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.temoin.platform.ServiceDatabase;
import io.temoin.platform.ThrowAwayComponents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that takes connections over TLS only, with a certificate for {@code localhost} that
 * nobody but itself vouches for. The broker has no topics: nothing is published here.
 */
public final class TlsDatabase implements QuarkusTestResourceLifecycleManager {

    private static final String STORE_PASSWORD = "changeit";

    private @Nullable ThrowAwayComponents components;

    /** Called by Quarkus, which makes its test resources by reflection. */
    public TlsDatabase() {}

    @Override
    public Map<String, String> start() {
        ThrowAwayComponents started = ThrowAwayComponents.start();
        components = started;
        ServiceDatabase database =
                ServiceDatabase.create(
                        started.postgres(), "consent", ServiceDatabase.Passwords.generated());
        Path certificate;
        try {
            certificate = onlyOverTls(started);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException | GeneralSecurityException | InterruptedException failure) {
            throw new IllegalStateException("PostgreSQL cannot be set up for TLS", failure);
        }
        Map<String, String> settings = new HashMap<>(database.environment());
        settings.put("TEMOIN_DB_HOST", "localhost");
        settings.put("temoin.db.sslmode", "verify-full");
        settings.put("temoin.db.ca-file", certificate.toString());
        settings.put("kafka.bootstrap.servers", started.kafka().bootstrapServers());
        settings.put("temoin.keyset-file", started.folder().resolve("keyset.json").toString());
        settings.put("quarkus.oidc.tenant-enabled", "false");
        return settings;
    }

    @Override
    public void stop() {
        if (components != null) {
            components.close();
        }
    }

    /** Returns its certificate. */
    private static Path onlyOverTls(ThrowAwayComponents components)
            throws IOException, SQLException, GeneralSecurityException, InterruptedException {
        Path key = components.folder().resolve("server.key");
        Path certificate = components.folder().resolve("server.crt");
        certify(components.folder().resolve("server.p12"), key, certificate);
        try (var connection = components.postgres().administrator("postgres");
                var statement = connection.createStatement()) {
            statement.execute("alter system set ssl_cert_file = '" + certificate + "'");
            statement.execute("alter system set ssl_key_file = '" + key + "'");
            statement.execute("alter system set ssl = on");
            try (var rows = statement.executeQuery("show hba_file")) {
                rows.next();
                Path access = Path.of(rows.getString(1));
                Files.writeString(
                        access, Files.readString(access).replaceAll("(?m)^host\\s", "hostssl "));
            }
            statement.execute("select pg_reload_conf()");
        }
        return certificate;
    }

    private static void certify(Path store, Path key, Path certificate)
            throws IOException, GeneralSecurityException, InterruptedException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                STORE_PASSWORD)
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, STORE_PASSWORD.toCharArray());
        }
        Files.createFile(
                key,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key,
                pem(
                        "PRIVATE KEY",
                        keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded()));
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
    }
}
