// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What the active Quarkus profiles allow. Exactly one of {@code dev}, {@code test} and {@code demo}
 * relaxes anything. Every other name, {@code production} as much as a misspelling, and every
 * combination of names is production, so that a mistake is on the safe side.
 */
public final class Profile {

    private static final String DEMO = "demo";
    private static final Set<String> RELAXED = Set.of("dev", "test", DEMO);

    private Profile() {}

    /**
     * Whether start checks stop insecure settings, and key files must exist. Reads the
     * configuration of the running application.
     */
    public static boolean isProduction() {
        return isProduction(asWritten());
    }

    /** Whether people try things out here, with a browser and the public sign-in of the demo. */
    public static boolean isForTrying() {
        return isForTrying(asWritten());
    }

    /** Whether the clock can be set forward. */
    public static boolean isDemo() {
        return isDemo(asWritten());
    }

    /**
     * The names as they were written: Quarkus trims them and drops empty and repeated ones,
     * although who wrote them meant something.
     */
    public static List<String> asWritten() {
        return ConfigProvider.getConfig()
                .getOptionalValue("quarkus.profile", String.class)
                .map(written -> List.of(written.split(",", -1)))
                .orElseGet(ConfigUtils::getProfiles);
    }

    static boolean isProduction(List<String> active) {
        return active.size() != 1 || !RELAXED.contains(active.getFirst());
    }

    static boolean isForTrying(List<String> active) {
        return isDemo(active) || active.equals(List.of("dev"));
    }

    static boolean isDemo(List<String> active) {
        return active.equals(List.of(DEMO));
    }
}
