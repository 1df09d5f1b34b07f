// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a service, by the names of their environment variables: the environment, and
 * below it the files of properties that the service reads as well, such as the chart's {@code
 * config}.
 */
final class ServiceSettings {

    private static final String FILES = "QUARKUS_CONFIG_LOCATIONS";

    /** Of which a service that is installed has the settings. */
    private static final String PROFILE = "%prod.";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^{}:]+)(?::([^{}]*))?}");

    private ServiceSettings() {}

    /**
     * All of them.
     *
     * @throws CannotRun when a file cannot be read
     */
    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>();
        for (String location : environment.getOrDefault(FILES, "").split(",", -1)) {
            if (!location.isBlank()) {
                read(location.strip()).forEach(all::putIfAbsent);
            }
        }
        all.putAll(environment);
        all.replaceAll((name, value) -> environment.containsKey(name) ? value : filled(value, all));
        return all;
    }

    private static Map<String, String> read(String location) {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(path(location))) {
            properties.load(file);
        } catch (IOException | IllegalArgumentException failure) {
            throw new CannotRun(
                    "%s names %s, which cannot be read: %s"
                            .formatted(FILES, location, CannotRun.reason(failure)),
                    failure);
        }
        Map<String, String> settings = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (!name.startsWith(PROFILE)) {
                settings.putIfAbsent(variable(name), properties.getProperty(name));
            }
        }
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PROFILE)) {
                settings.put(
                        variable(name.substring(PROFILE.length())), properties.getProperty(name));
            }
        }
        return settings;
    }

    private static Path path(String location) {
        return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** With the values that it refers to; what is set nowhere stays as it is written. */
    private static String filled(String value, Map<String, String> all) {
        return EXPRESSION.matcher(value).replaceAll(one -> Matcher.quoteReplacement(one(one, all)));
    }

    private static String one(MatchResult expression, Map<String, String> all) {
        String set = all.get(variable(expression.group(1)));
        if (set != null) {
            return set;
        }
        return expression.group(2) == null ? expression.group() : expression.group(2);
    }
}
