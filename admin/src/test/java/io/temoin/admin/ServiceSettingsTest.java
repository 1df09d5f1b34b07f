// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSettingsTest {

    @TempDir Path folder;

    /** What reaches the brokers of a service has to reach them for its restore as well. */
    @Test
    void areThoseOfTheFileBelowThoseOfTheEnvironment() throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("application.properties"),
                        """
                        config_ordinal=275
                        kafka.client.dns.lookup=resolve_canonical_bootstrap_servers_only
                        kafka.sasl.jaas.config=module password="${BROKER_PASSWORD}" ${other:none};
                        temoin.db.name=in-the-file
                        %prod.TEMOIN_BLOB_DIRECTORY=/audio
                        """);
        var settings =
                ServiceSettings.of(
                        Map.of(
                                "QUARKUS_CONFIG_LOCATIONS", file.toUri().toString(),
                                "BROKER_PASSWORD", "se$cret",
                                "TEMOIN_DB_NAME", "in-the-environment"));

        assertThat(settings)
                .containsEntry(
                        "KAFKA_CLIENT_DNS_LOOKUP", "resolve_canonical_bootstrap_servers_only")
                .containsEntry("KAFKA_SASL_JAAS_CONFIG", "module password=\"se$cret\" none;")
                .containsEntry("TEMOIN_BLOB_DIRECTORY", "/audio")
                .containsEntry("TEMOIN_DB_NAME", "in-the-environment");
        assertThat(new Installation(ServiceName.AUDIT, settings).kafka())
                .containsEntry("client.dns.lookup", "resolve_canonical_bootstrap_servers_only");
    }

    @Test
    void areThoseOfTheEnvironmentWithoutAFile() {
        assertThat(ServiceSettings.of(Map.of("A", "${B}"))).isEqualTo(Map.of("A", "${B}"));
        assertThatThrownBy(
                        () ->
                                ServiceSettings.of(
                                        Map.of(
                                                "QUARKUS_CONFIG_LOCATIONS",
                                                folder.resolve("none").toString())))
                .isInstanceOf(CannotRun.class)
                .hasMessageStartingWith("QUARKUS_CONFIG_LOCATIONS names ");
    }
}
