// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class ServiceComponentsIT {

    @Test
    void giveAServiceItsDatabasesTopicsAndKeyAndLeaveNothingBehind() throws Exception {
        // Given
        var components = new ServiceComponents();
        components.init(Map.of("service", "retention"));

        // When
        var settings = components.start();

        // Then
        try (var connection =
                DriverManager.getConnection(
                        "jdbc:postgresql://%s:%s/%s"
                                .formatted(
                                        settings.get("TEMOIN_DB_HOST"),
                                        settings.get("TEMOIN_DB_PORT"),
                                        settings.get("TEMOIN_DB_NAME")),
                        "retention_app",
                        settings.get("TEMOIN_DB_APP_PASSWORD"))) {
            assertThat(connection.getCatalog()).isEqualTo("retention");
        }
        var bootstrap = settings.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "");
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS))
                    .contains("retention.events", "recording.events", "retention.dead-letter");
        }
        assertThat(isSignedBy(settings.getOrDefault("quarkus.oidc.public-key", ""), token()))
                .isTrue();

        // When
        components.stop();

        // Then
        assertThat(Path.of(settings.getOrDefault("temoin.keyset-file", "")).getParent())
                .doesNotExist();
    }

    private static String token() {
        return TestTokens.token(
                "helios", "voix-du-rhone", List.of("rhone-telecom"), "someone", "supervisor");
    }

    private static boolean isSignedBy(String publicKey, String token) throws Exception {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
        var end = token.lastIndexOf('.');
        signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
    }
}
