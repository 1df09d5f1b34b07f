// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/** What a process of a service was started for. */
enum ServiceCommand {
    /** Answer requests, relay events, run jobs. */
    SERVE,
    /** Bring both schemas to the version of this service, and end. */
    MIGRATE,
    /** Look after the key epochs once, and end. */
    ROTATE,
    /** Found the keyset that a key provider wraps, and end. */
    CREATE_KEYSET,
    /** Take the keyset file over into the keyset that a key provider wraps, and end. */
    IMPORT_KEYSET,
    /** Write the key of pseudonyms out of the keyset that a key provider wraps, and end. */
    SHARE_PSEUDONYM_KEY;

    /** Set by {@link ServiceMain}; a process without it serves. */
    static final String SETTING = "temoin.command";

    /** Of the roles that own the schemas; a service that runs needs none of them. */
    static final List<String> OWNER_PASSWORDS =
            List.of("TEMOIN_DB_OWNER_PASSWORD", "TEMOIN_DB_KEYS_OWNER_PASSWORD");

    /** What this process was started for. */
    static ServiceCommand of(Config config) {
        return config.getOptionalValue(SETTING, ServiceCommand.class).orElse(SERVE);
    }

    /** How it is asked for on the command line. */
    String argument() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The passwords it cannot do without. */
    List<String> passwords() {
        return switch (this) {
            case SERVE ->
                    List.of(
                            "TEMOIN_DB_APP_PASSWORD",
                            "TEMOIN_DB_FEED_PASSWORD",
                            "TEMOIN_DB_KEYS_PASSWORD");
            case MIGRATE -> OWNER_PASSWORDS;
            case ROTATE, CREATE_KEYSET, IMPORT_KEYSET, SHARE_PSEUDONYM_KEY ->
                    List.of("TEMOIN_DB_KEYS_OWNER_PASSWORD");
        };
    }
}
