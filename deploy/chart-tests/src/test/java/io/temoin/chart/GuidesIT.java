// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A setting that a guide tells an operator to make is one that a service reads. */
class GuidesIT {

    private static final Pattern VARIABLE =
            Pattern.compile("\\b((?:TEMOIN|QUARKUS|KAFKA)_[A-Z0-9_]*[A-Z0-9])(?![A-Z0-9_…])");

    /** Neither a host, such as temoin.example.com, nor part of a path. */
    private static final Pattern PROPERTY =
            Pattern.compile(
                    "(?<![\\w./@-])((?:temoin|quarkus)(?!\\.example)(?:\\.[a-z][a-z0-9-]*)+)(?![\\w/])");

    /** Of {@code secrets.sh}. */
    private static final Set<String> OF_SCRIPTS = Set.of("TEMOIN_APPS");

    @Test
    void everySettingThatAGuideNamesIsReadByAService() {
        Map<String, String> unread = new TreeMap<>();
        var variables = Guides.inCode(VARIABLE);
        variables.forEach(
                (name, guide) -> {
                    if (!OF_SCRIPTS.contains(name) && !isRead(name)) {
                        unread.put(name, guide);
                    }
                });
        Guides.inCode(PROPERTY)
                .forEach(
                        (name, guide) -> {
                            if (!isRead(KnownSettings.variable(name))) {
                                unread.put(name, guide);
                            }
                        });

        assertThat(variables).hasSizeGreaterThan(20);
        assertThat(unread).isEmpty();
    }

    private static boolean isRead(String variable) {
        return Chart.SERVICES.stream().anyMatch(each -> KnownSettings.of(each).reads(variable));
    }
}
