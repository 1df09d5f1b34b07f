// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

/** As whom the tool connects to one of a service's two databases. */
enum Role {
    /** Owns the schema of the events. */
    OWNER("_owner", false, "TEMOIN_DB_OWNER_PASSWORD"),
    /** Reads the events of all tenants. */
    FEED("_feed", false, "TEMOIN_DB_FEED_PASSWORD"),
    /** Owns the wrapped keys of all tenants. */
    KEYS_OWNER("_keys_owner", true, "TEMOIN_DB_KEYS_OWNER_PASSWORD");

    private final String suffix;
    private final boolean ofKeys;
    private final String password;

    Role(String suffix, boolean ofKeys, String password) {
        this.suffix = suffix;
        this.ofKeys = ofKeys;
        this.password = password;
    }

    /** Its name in the database. */
    String user(ServiceName service) {
        return service.shortName() + suffix;
    }

    /** Whether it works on the database of the keys. */
    boolean isOfKeys() {
        return ofKeys;
    }

    /** The environment variable with its password. */
    String passwordVariable() {
        return password;
    }
}
