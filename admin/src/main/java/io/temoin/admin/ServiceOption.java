// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service a command works on. */
final class ServiceOption {

    @Option(
            names = "--service",
            required = true,
            paramLabel = "NAME",
            description =
                    "consent, recording, retention or audit. Its settings are read from the"
                            + " environment: the same variables as the service's, with the owners'"
                            + " passwords.")
    private @Nullable ServiceName service;

    /** Where the service has its data. */
    Installation installation() {
        ServiceName named = service;
        if (named == null) {
            throw new IllegalStateException("picocli requires the option");
        }
        return new Installation(named, ServiceSettings.of(System.getenv()));
    }
}
