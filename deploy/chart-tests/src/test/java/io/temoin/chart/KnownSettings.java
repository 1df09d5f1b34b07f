// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The environment variables that the packaged application of one service reads: its configuration
 * mappings, the expressions in its properties, the settings of its Quarkus extensions, and those of
 * Kafka's clients.
 */
final class KnownSettings {

    private static final Pattern EXPRESSION =
            Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^{}]*))?}");
    private static final Pattern SETTING = Pattern.compile("\"(temoin(?:\\.[a-z][a-z0-9-]*)+)\"");
    private static final Map<String, KnownSettings> READ = new ConcurrentHashMap<>();

    private final String service;
    private final Path application;
    private final Set<String> known = new HashSet<>();
    private final Map<String, String> expressions = new TreeMap<>();

    /** Reading the jars of a service takes a second, so it is done once. */
    static KnownSettings of(String service) {
        return READ.computeIfAbsent(service, KnownSettings::new);
    }

    private KnownSettings(String service) {
        this.service = service;
        this.application =
                SourceTree.root().resolve(service + "-service/target/quarkus-app").normalize();
        try {
            readProperties(
                    "chassis/src/main/resources/META-INF/microprofile-config.properties",
                    service + "-service/src/main/resources/application.properties");
            readMappings();
            readLookUps(
                    "chassis",
                    "database-pools",
                    "key-start",
                    "object-storage",
                    "package-parts",
                    service + "-service");
            readQuarkus();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var names : List.of(ConsumerConfig.configNames(), ProducerConfig.configNames())) {
            names.forEach(name -> known.add(variable("kafka." + name)));
        }
    }

    /** Whether the service reads this variable. */
    boolean reads(String variable) {
        return known.contains(variable) || known.stream().anyMatch(name -> matches(name, variable));
    }

    /** The variables that properties name, with their defaults; null for none. */
    Map<String, String> expressions() {
        return expressions;
    }

    /** A setting below a map, such as a named TLS configuration, has any name in its place. */
    private static boolean matches(String known, String variable) {
        return known.contains("*") && variable.matches(known.replace("*", "[A-Z0-9_]+"));
    }

    private void readProperties(String... files) throws IOException {
        for (var file : files) {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(SourceTree.root().resolve(file))) {
                properties.load(reader);
            }
            properties.forEach(
                    (name, value) -> {
                        if (name.toString().startsWith("temoin.")) {
                            known.add(variable(name.toString()));
                        }
                        if (!name.toString().startsWith("%")) {
                            EXPRESSION
                                    .matcher(value.toString())
                                    .results()
                                    .forEach(
                                            found -> {
                                                known.add(found.group(1));
                                                expressions.put(found.group(1), found.group(2));
                                            });
                        }
                    });
        }
        // The expression within an expression: ${TEMOIN_DB_NAME:${temoin.service}}.
        known.add("TEMOIN_DB_NAME");
        known.add("TEMOIN_DB_KEYS_NAME");
    }

    /** From the classes as they are packaged, loaded with everything that they need. */
    private void readMappings() throws IOException {
        List<URL> jars = new ArrayList<>();
        try (var files = Files.walk(application)) {
            for (var jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                jars.add(jar.toUri().toURL());
            }
        }
        try (var loader =
                new URLClassLoader(
                        jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            var own =
                    "io.temoin.%s.%sConfig"
                            .formatted(
                                    service,
                                    service.substring(0, 1).toUpperCase(Locale.ROOT)
                                            + service.substring(1));
            read("temoin", loader.loadClass("io.temoin.chassis.ChassisConfig"));
            read("temoin.limits", loader.loadClass("io.temoin.chassis.limits.LimitSettings"));
            read("temoin.key-provider", loader.loadClass("io.temoin.keystart.KeyProviderConfig"));
            read("temoin.packages", loader.loadClass("io.temoin.packageparts.vault.PartConfig"));
            read("temoin." + service, loader.loadClass(own));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the configuration of " + service, e);
        }
    }

    private void read(String prefix, Class<?> mapping) throws ReflectiveOperationException {
        for (var member : mapping.getMethods()) {
            var name = prefix + "." + name(member);
            var type = member.getReturnType();
            if (type.isInterface() && type.getName().startsWith("io.temoin.")) {
                read(name, type);
            } else {
                known.add(
                        Map.class.isAssignableFrom(type) ? variable(name) + "_*" : variable(name));
            }
        }
    }

    private static String name(Method member) throws ReflectiveOperationException {
        for (var annotation : member.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("WithName")) {
                return annotation.annotationType().getMethod("value").invoke(annotation).toString();
            }
        }
        return member.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** What start checks look up by name, such as {@code temoin.allow-insecure}. */
    private void readLookUps(String... modules) throws IOException {
        for (var module : modules) {
            try (var files = Files.walk(SourceTree.root().resolve(module + "/src/main/java"))) {
                for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    SETTING.matcher(Files.readString(file))
                            .results()
                            .forEach(found -> known.add(variable(found.group(1))));
                }
            }
        }
    }

    /** Every extension says in its jar which settings it has. */
    private void readQuarkus() throws IOException {
        var json = new ObjectMapper();
        try (var files = Files.walk(application.resolve("lib"))) {
            for (var file : files.filter(each -> each.toString().endsWith(".jar")).toList()) {
                try (var jar = new JarFile(file.toFile())) {
                    var model =
                            jar.getEntry("META-INF/quarkus-config-doc/quarkus-config-model.json");
                    if (model != null) {
                        readModel(json.readTree(jar.getInputStream(model)));
                    }
                }
            }
        }
        known.add(variable("quarkus.config.locations")); // SmallRye Config's own
    }

    private void readModel(JsonNode model) {
        for (var path : model.findValues("path")) {
            if (path.has("environmentVariable")) {
                known.add(
                        path.path("environmentVariable")
                                .asText()
                                .replaceAll("__[A-Z0-9_]+?__", "_*_"));
            }
        }
        known.addAll(
                model.findValuesAsText("environmentVariable").stream()
                        .map(name -> name.replaceAll("__[A-Z0-9_]+?__", "_*_"))
                        .collect(Collectors.toSet()));
    }

    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
