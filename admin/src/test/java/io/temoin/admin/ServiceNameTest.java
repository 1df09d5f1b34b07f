// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tool knows of a service is what the service's own settings say. */
class ServiceNameTest {

    private static final Pattern CHANNEL =
            Pattern.compile("(mp\\.messaging\\.incoming\\.[^.]+\\.)connector");

    @ParameterizedTest
    @EnumSource
    void knowsItsConsumerGroups(ServiceName service) throws IOException {
        var settings = new Properties();
        try (var text =
                Files.newBufferedReader(
                        SourceTree.root()
                                .resolve(service.shortName() + "-service")
                                .resolve("src/main/resources/application.properties"))) {
            settings.load(text);
        }
        var groups =
                settings.stringPropertyNames().stream()
                        .map(CHANNEL::matcher)
                        .filter(channel -> channel.matches())
                        .map(channel -> channel.group(1) + "group.id")
                        // as chassis has it for every service
                        .map(group -> settings.getProperty(group, service.shortName()))
                        .toList();

        assertThat(service.consumerGroups()).containsExactlyInAnyOrderElementsOf(groups);
    }
}
