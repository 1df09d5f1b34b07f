// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which settings are refused before anything is sent anywhere. */
class InstallationTest {

    @Test
    void sendsNoPasswordOverANetworkInTheClear() {
        var settings =
                Map.of("TEMOIN_DB_HOST", "db.example", "TEMOIN_DB_FEED_PASSWORD", "secret-secret");

        assertThatThrownBy(() -> installation(settings).connect(Role.FEED))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("TEMOIN_DB_SSLMODE must be verify-full")
                .hasMessageContaining("TEMOIN_ALLOW_PLAINTEXT_DATABASE=true");
    }

    @Test
    void saysWhichPasswordIsMissing() {
        assertThatThrownBy(() -> installation(Map.of()).connect(Role.KEYS_OWNER))
                .isInstanceOf(CannotRun.class)
                .hasMessage(
                        "Set these passwords: TEMOIN_DB_KEYS_OWNER_PASSWORD (of"
                                + " recording_keys_owner).");
    }

    @Test
    void readsTheSettingsOfKafkaAsTheServicesDo() {
        var settings =
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9093",
                        "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");

        assertThat(installation(settings).kafka())
                .containsEntry("bootstrap.servers", "kafka.example:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
    }

    @Test
    void readsNoTopicOverANetworkInTheClear() {
        var settings = new HashMap<>(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1,kafka:2"));

        assertThatThrownBy(() -> installation(settings).kafka())
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("KAFKA_SECURITY_PROTOCOL must be SSL or SASL_SSL");
        settings.put("TEMOIN_ALLOW_PLAINTEXT_KAFKA", "true");
        assertThat(installation(settings).kafka()).isNotEmpty();
    }

    /** The client only says that it could not be made, and in a cause why. */
    @Test
    void saysWhatIsWrongWithTheSettingsOfKafka() {
        var noPort = installation(Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost"));

        assertThatThrownBy(
                        () ->
                                new TopicTail(noPort.kafka(), "recording.events")
                                        .read(Map.of(), _ -> {}))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("bootstrap.servers");
        assertThatThrownBy(() -> new ConsumerGroups(noPort))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("bootstrap.servers");
    }

    @Test
    void saysWhatItWorksOn() {
        var local = installation(Map.of());
        assertThat(local.description(true, Role.OWNER, Role.FEED, Role.KEYS_OWNER))
                .isEqualTo(
                        "recording-service: databases recording and recording_keys at"
                                + " localhost:5432, topics at localhost:9092.");
        var elsewhere =
                installation(
                        Map.of(
                                "TEMOIN_DB_HOST", "db.example",
                                "TEMOIN_DB_PORT", "6432",
                                "TEMOIN_DB_NAME", "other",
                                "KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9093"));
        assertThat(elsewhere.description(true, Role.FEED, Role.KEYS_OWNER))
                .isEqualTo(
                        "recording-service: databases other and recording_keys at db.example:6432,"
                                + " topics at kafka.example:9093.");
    }

    /** Of the others it may have no settings, and would name those of nobody. */
    @Test
    void saysNothingOfWhatItDoesNotConnectTo() {
        var database = installation(Map.of("TEMOIN_DB_HOST", "db.example"));
        assertThat(database.description(false, Role.OWNER))
                .isEqualTo("recording-service: database recording at db.example:5432.");
        assertThat(database.description(false, Role.KEYS_OWNER))
                .isEqualTo("recording-service: database recording_keys at db.example:5432.");
        assertThat(
                        installation(Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9093"))
                                .description(true))
                .isEqualTo("recording-service: topics at kafka.example:9093.");
    }

    @Test
    void saysWhereAudioIs() {
        assertThat(AudioStore.place(installation(Map.of())))
                .startsWith("the folder /")
                .endsWith("/blobs (TEMOIN_BLOB_DIRECTORY)");
        assertThat(
                        AudioStore.place(
                                installation(
                                        Map.of(
                                                "TEMOIN_RECORDING_VAULT_STORE", "s3",
                                                "TEMOIN_RECORDING_VAULT_S3_BUCKET", "audio",
                                                "TEMOIN_BLOB_DIRECTORY", "/tmp/no-audio"))))
                .isEqualTo(
                        "the bucket audio (TEMOIN_RECORDING_VAULT_S3_BUCKET) at AWS, and the folder"
                                + " /tmp/no-audio (TEMOIN_BLOB_DIRECTORY)");
    }

    private static Installation installation(Map<String, String> settings) {
        return new Installation(ServiceName.RECORDING, settings);
    }
}
