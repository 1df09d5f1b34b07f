// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import java.util.Locale;

/** The four services of the suite. */
public enum ServiceName {
    CONSENT,
    RECORDING,
    RETENTION,
    AUDIT;

    /** Its short name, after which its databases and topics are called. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the deployable, such as {@code consent-service}. */
    public String deployable() {
        return shortName() + "-service";
    }

    /**
     * What one of its replicas is called among the parts of a suite: numbered, if there are more.
     */
    String part(int index, int replicas) {
        return replicas == 1 ? deployable() : deployable() + "-" + (index + 1);
    }
}
