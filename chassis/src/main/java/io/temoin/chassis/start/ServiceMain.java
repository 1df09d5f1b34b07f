// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.temoin.keystart.KeysetCommand;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Entry point of every service: without an argument it serves; {@code migrate} and {@code rotate}
 * do what needs an owner's password, and end; {@code create-keyset} makes the keyset that all
 * others need, {@code import-keyset} hands a keyset file over to a key provider, and a service may
 * have an {@link OfflineCommand}. A command opens no port, reads no topic, runs no job and asks no
 * identity provider.
 */
@QuarkusMain
public final class ServiceMain {

    private static final int USAGE = 2;

    private static final Map<String, String> OF_A_COMMAND =
            Map.of(
                    "quarkus.http.host-enabled", "false",
                    "quarkus.management.host-enabled", "false",
                    "quarkus.oidc.tenant-enabled", "false",
                    "quarkus.shutdown.delay", "0s");

    private ServiceMain() {}

    /**
     * Serves, or runs one command.
     *
     * @param arguments none, or the name of a command
     */
    public static void main(String... arguments) {
        // Quarkus would answer a malformed address with an empty 400; RequestAddress says why.
        System.setProperty("vertx.disableURIValidation", "true");
        if (KeysetCommand.isAskedFor(List.of(arguments))) {
            System.exit(KeysetCommand.run(Clock.systemUTC(), System.out, System.err));
        }
        for (OfflineCommand command : ServiceLoader.load(OfflineCommand.class)) {
            if (command.isAskedFor(List.of(arguments))) {
                System.exit(command.run(System.out, System.err));
            }
        }
        if (arguments.length > 0) {
            become(List.of(arguments));
        }
        Quarkus.run(arguments);
    }

    private static void become(List<String> arguments) {
        for (ServiceCommand command : ServiceCommand.values()) {
            if (arguments.equals(List.of(command.argument()))) {
                System.setProperty(ServiceCommand.SETTING, command.name());
                if (command != ServiceCommand.SERVE) {
                    OF_A_COMMAND.forEach(System::setProperty);
                }
                return;
            }
        }
        System.err.println(
                "Usage: java -jar quarkus-run.jar [serve | migrate | rotate | create-keyset | import-keyset%s]"
                        .formatted(
                                ServiceLoader.load(OfflineCommand.class).stream()
                                        .map(command -> " | " + command.get().argument())
                                        .collect(Collectors.joining())));
        System.exit(USAGE);
    }
}
