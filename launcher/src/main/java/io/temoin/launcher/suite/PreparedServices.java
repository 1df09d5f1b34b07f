// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.launcher.suite.SuiteState.ReplicaPorts;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.Concurrently;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.ServiceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The services of a suite before they start: each with a migrated database, and with what its
 * processes are told.
 */
final class PreparedServices {

    private static final String KEYSET_FILE = "TEMOIN_KEYSET_FILE";
    private static final String PERSON_KEY_FILE = "TEMOIN_PERSON_KEY_FILE";

    private final SuiteFolder folder;
    private final Map<ServiceName, Program> programs;
    private final SuiteState ports;
    private final Map<String, String> settings;
    private final Map<ServiceName, ServiceDatabase> databases = new EnumMap<>(ServiceName.class);

    private PreparedServices(
            SuiteFolder folder,
            Map<ServiceName, Program> programs,
            SuiteState ports,
            Map<String, String> settings) {
        this.folder = folder;
        this.programs = programs;
        this.ports = ports;
        this.settings = settings;
    }

    /** Makes databases and keys that are not there yet; all services migrate at the same time. */
    static PreparedServices prepare(
            SuiteFolder folder,
            Map<ServiceName, Program> programs,
            SuiteState ports,
            Map<String, String> settings,
            PostgresServer postgres,
            SuiteFolder.KeptSecrets secrets,
            Consumer<String> progress) {
        var prepared = new PreparedServices(folder, programs, ports, settings);
        for (var name : programs.keySet()) {
            var passwords = Objects.requireNonNull(secrets.databases().get(name));
            prepared.databases.put(
                    name, ServiceDatabase.create(postgres, name.shortName(), passwords));
        }
        var migrations =
                programs.entrySet().stream()
                        .map(
                                each ->
                                        Concurrently.run(
                                                () ->
                                                        prepared.migrate(
                                                                each.getKey(), each.getValue())))
                        .toList();
        migrations.forEach(SuiteStart::await);
        prepared.sharePersonKey(progress);
        return prepared;
    }

    private void migrate(ServiceName name, Program program) {
        var build = program.build();
        if (folder.isMigrated(name, build)) {
            return;
        }
        var environment = environment(name, ports.ports(name).replicas().getFirst());
        environment.putAll(database(name).environmentOfOwners());
        program.run(
                name.deployable(),
                "migrate",
                folder.service(name),
                environment,
                folder.log(name.deployable()));
        folder.rememberMigration(name, build);
    }

    /**
     * retention-service finds people by number with consent-service's key, which is there by now.
     */
    private void sharePersonKey(Consumer<String> progress) {
        var keyset = keyset(ServiceName.CONSENT);
        var consent = programs.get(ServiceName.CONSENT);
        if (consent != null
                && programs.containsKey(ServiceName.RETENTION)
                && Files.exists(keyset)
                && !Files.exists(personKey())) {
            try {
                consent.run(
                        ServiceName.CONSENT.deployable(),
                        "share-pseudonym-key",
                        folder.service(ServiceName.CONSENT),
                        Map.of(
                                KEYSET_FILE,
                                keyset.toString(),
                                PERSON_KEY_FILE,
                                personKey().toString()),
                        folder.log(ServiceName.CONSENT.deployable()));
            } catch (ComponentFailure unknown) {
                // An earlier version has no such command, and finds nobody by number either.
                progress.accept("  retention-service finds nobody by number: no key was shared");
            }
        }
    }

    private ServiceDatabase database(ServiceName name) {
        return Objects.requireNonNull(databases.get(name));
    }

    private Path keyset(ServiceName name) {
        return folder.service(name).resolve("keyset.json");
    }

    private Path personKey() {
        return folder.service(ServiceName.RETENTION).resolve("person-key.json");
    }

    /** What a process of a service is told: a new map each time. */
    Map<String, String> environment(ServiceName name, ReplicaPorts own) {
        var environment =
                ServiceEnvironment.of(
                        database(name).environment(), own, "127.0.0.1:" + ports.kafkaPort());
        environment.put("TEMOIN_FEED_SCHEMAS", ports.service(name) + "/v1/event-schemas/");
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", ports.keycloak() + "/realms/temoin");
        environment.put("QUARKUS_OIDC_CLIENT_ID", "temoin");
        environment.put("QUARKUS_OIDC_CREDENTIALS_SECRET", "demo-temoin");
        environment.put("TEMOIN_IDENTITY_INTROSPECT", "true");
        environment.put(KEYSET_FILE, keyset(name).toString());
        if (name == ServiceName.RETENTION && Files.exists(personKey())) {
            environment.put(PERSON_KEY_FILE, personKey().toString());
        }
        environment.put(
                "TEMOIN_SIGNING_KEY_FILE",
                folder.service(name).resolve("signing-keys.json").toString());
        environment.put(
                "TEMOIN_LOG_KEY_FILE", folder.service(name).resolve("log-keys.pem").toString());
        environment.put("TEMOIN_LOG_WITNESSES", folder.witnesses().toString());
        environment.put("TEMOIN_BLOB_DIRECTORY", folder.service(name).resolve("audio").toString());
        environment.put("TEMOIN_PACKAGES_STORE", "files");
        environment.put("TEMOIN_PACKAGES_DIRECTORY", folder.packages().toString());
        environment.put("TEMOIN_RECEIPT_JWKS_URL", ports.service(ServiceName.CONSENT) + "/v1/keys");
        environment.put("TEMOIN_DEMO_CLOCK_OFFSET", folder.demoClock().toString());
        if (ports.ports(name).replicas().size() > 1) {
            // Callers without a token are counted by their address, not by the proxy's.
            environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
            environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1");
        } else {
            // Nobody balances load here, so nobody needs time to notice that a service goes.
            environment.put("TEMOIN_SHUTDOWN_DELAY", "0s");
        }
        environment.putAll(settings);
        return environment;
    }
}
