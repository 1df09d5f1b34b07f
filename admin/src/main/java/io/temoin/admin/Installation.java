// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where one service has its data: by the same environment variables that the service itself reads.
 * What would send a password or events over a network in the clear is refused, as the service
 * refuses it.
 */
final class Installation {

    private static final Pattern LOCAL =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?|/.*");
    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");

    private static final String PASSWORD_WAIT = "TEMOIN_DB_PASSWORD_WAIT";

    private static final String LOCAL_BROKER = "localhost:9092";

    private final ServiceName service;
    private final Map<String, String> environment;

    Installation(ServiceName service, Map<String, String> environment) {
        this.service = service;
        this.environment = Map.copyOf(environment);
    }

    ServiceName service() {
        return service;
    }

    /**
     * What these settings lead to: whoever has several installations may have taken others. Only
     * what is connected to is named, since nothing else needs to be set.
     *
     * @param topics whether topics are read, or the groups of their consumers set
     * @param roles by which databases are connected to
     */
    String description(boolean topics, Role... roles) {
        List<String> places = new ArrayList<>();
        List<String> databases = Arrays.stream(roles).map(this::database).distinct().toList();
        if (!databases.isEmpty()) {
            places.add(
                    "%s %s at %s:%s"
                            .formatted(
                                    databases.size() == 1 ? "database" : "databases",
                                    String.join(" and ", databases),
                                    host(),
                                    port()));
        }
        if (topics) {
            places.add("topics at " + setting("KAFKA_BOOTSTRAP_SERVERS").orElse(LOCAL_BROKER));
        }
        return "%s-service: %s.".formatted(service.shortName(), String.join(", ", places));
    }

    private String host() {
        return setting("TEMOIN_DB_HOST").orElse("localhost");
    }

    private String port() {
        return setting("TEMOIN_DB_PORT").orElse("5432");
    }

    /** The value of a variable; none if it is unset or blank. */
    Optional<String> setting(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    /**
     * Makes sure that there is a password for each of these roles.
     *
     * @throws CannotRun that names all that are missing
     */
    void requirePasswords(Role... roles) {
        List<String> missing =
                Arrays.stream(roles)
                        .filter(role -> setting(role.passwordVariable()).isEmpty())
                        .map(role -> role.passwordVariable() + " (of " + role.user(service) + ")")
                        .toList();
        if (!missing.isEmpty()) {
            throw new CannotRun("Set these passwords: " + String.join(", ", missing) + ".");
        }
    }

    /**
     * Connects to one of the databases.
     *
     * @throws CannotRun when a setting is missing or unsafe, or the server does not answer
     */
    Database connect(Role role) {
        requirePasswords(role);
        String host = host();
        String mode = setting("TEMOIN_DB_SSLMODE").orElse("disable");
        if (!isLocal(host) && !mode.equals("verify-full")) {
            requireAllowed(
                    "TEMOIN_ALLOW_PLAINTEXT_DATABASE",
                    "TEMOIN_DB_SSLMODE must be verify-full, because PostgreSQL is reached over a"
                            + " network at "
                            + host
                            + ".");
        }
        Properties properties = new Properties();
        properties.setProperty("user", role.user(service));
        properties.setProperty("password", setting(role.passwordVariable()).orElseThrow());
        properties.setProperty("sslmode", mode);
        properties.setProperty(
                "sslrootcert",
                setting("TEMOIN_DB_CA_FILE").orElse("/etc/ssl/certs/ca-certificates.crt"));
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "temoin-admin");
        return Database.connect(
                "jdbc:postgresql://%s:%s/%s".formatted(host, port(), database(role)),
                properties,
                passwordWait());
    }

    /** How long a refused password is tried: in the chart, a Job may set it at the same time. */
    Duration passwordWait() {
        String wait = setting(PASSWORD_WAIT).orElse("PT0S");
        try {
            return Duration.parse(wait);
        } catch (DateTimeParseException failure) {
            throw new CannotRun(
                    "%s must be a duration, such as PT5M, not: %s".formatted(PASSWORD_WAIT, wait),
                    failure);
        }
    }

    /** The settings of Kafka's clients: each {@code KAFKA_…} variable is one of them. */
    Map<String, Object> kafka() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", LOCAL_BROKER);
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith("KAFKA_")) {
                        settings.put(clientSetting(name), value);
                    }
                });
        requireSafe(
                settings.get("bootstrap.servers").toString(),
                String.valueOf(settings.getOrDefault("security.protocol", "PLAINTEXT")));
        return settings;
    }

    private static String clientSetting(String variable) {
        return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private void requireSafe(String servers, String protocol) {
        List<String> hosts =
                Arrays.stream(servers.split(",", -1))
                        .map(server -> server.strip().replaceFirst(":\\d*$", ""))
                        .toList();
        if (!hosts.stream().allMatch(Installation::isLocal)
                && !ENCRYPTED.contains(protocol.toUpperCase(Locale.ROOT))) {
            requireAllowed(
                    "TEMOIN_ALLOW_PLAINTEXT_KAFKA",
                    "KAFKA_SECURITY_PROTOCOL must be SSL or SASL_SSL, because Kafka is reached over"
                            + " a network at "
                            + servers
                            + ".");
        }
    }

    private String database(Role role) {
        return role.isOfKeys()
                ? setting("TEMOIN_DB_KEYS_NAME").orElse(service.shortName() + "_keys")
                : setting("TEMOIN_DB_NAME").orElse(service.shortName());
    }

    private void requireAllowed(String override, String complaint) {
        boolean allowed =
                List.of(override, "TEMOIN_ALLOW_INSECURE").stream()
                        .anyMatch(name -> setting(name).filter("true"::equals).isPresent());
        if (!allowed) {
            throw new CannotRun(complaint + " (To allow it anyway, set " + override + "=true.)");
        }
    }

    private static boolean isLocal(String host) {
        return LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
