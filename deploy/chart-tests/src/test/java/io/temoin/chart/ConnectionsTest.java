// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The PostgreSQL that the chart creates has room for every connection that the services may open.
 */
class ConnectionsTest {

    private static final Path SHARED =
            Path.of("chassis/src/main/resources/META-INF/microprofile-config.properties");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2|defaults: {replicas: 2}",
                "3|defaults: {replicas: 3}",
                "6|autoscaling: {type: hpa}",
                "6|autoscaling: {type: keda}"
            })
    void isEnoughForTheMostReplicasAndOneMoreOfEachService(int replicas, String values)
            throws IOException {
        var needed = 0;
        for (var service : Chart.SERVICES) {
            needed += (replicas + 1) * pools(service);
        }
        var enough = values + "\ndatabase: {cnpg: {maxConnections: %d}}";

        assertThatCode(render(enough.formatted(needed))).doesNotThrowAnyException();
        assertThatThrownBy(render(enough.formatted(needed - 1)))
                .hasMessageContaining("may open %d connections".formatted(needed));
    }

    /**
     * Members of the cluster's spec win over the chart's; another server is none of its concern.
     */
    @Test
    void countsWhatTheClusterHasAndWhatConnectsToIt() {
        assertThatCode(
                        render(
                                """
                                autoscaling: {type: hpa}
                                database:
                                  cnpg:
                                    spec: {postgresql: {parameters: {max_connections: '800'}}}
                                """))
                .doesNotThrowAnyException();
        assertThatCode(
                        render(
                                """
                                database: {cnpg: {maxConnections: 100}}
                                services:
                                  consent: {database: {host: consent.example.com}}
                                  recording: {database: {host: recording.example.com}}
                                  retention: {database: {host: retention.example.com}}
                                """))
                .doesNotThrowAnyException();
    }

    private static ThrowingCallable render(String values) {
        return () -> Chart.render(Chart.values("production"), values);
    }

    /** What a service that runs may open: the pools of JDBC are of commands, and of a start. */
    private static int pools(String service) throws IOException {
        var settings = settings(SHARED);
        settings.putAll(
                settings(Path.of(service + "-service/src/main/resources/application.properties")));
        var pools =
                settings.stringPropertyNames().stream()
                        .filter(
                                name ->
                                        name.matches(
                                                "quarkus\\.datasource\\..*reactive\\.max-size"))
                        .mapToInt(name -> Integer.parseInt(settings.getProperty(name)))
                        .toArray();
        assertThat(pools).as(service).hasSize(4);
        return IntStream.of(pools).sum();
    }

    private static Properties settings(Path file) throws IOException {
        var settings = new Properties();
        try (Reader reader = Files.newBufferedReader(SourceTree.root().resolve(file))) {
            settings.load(reader);
        }
        return settings;
    }
}
