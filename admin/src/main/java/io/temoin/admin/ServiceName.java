// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.Locale;

/** The four services of the suite. */
enum ServiceName {
    CONSENT,
    RECORDING,
    RETENTION,
    AUDIT;

    /** Its short name, after which its databases, roles and topics are called. */
    String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The topic that it publishes its events on. */
    String topic() {
        return shortName() + ".events";
    }
}
