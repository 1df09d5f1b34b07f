// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import java.util.List;
import java.util.Map;

/** A figure is of the service, not of what one caller may ask of it; it is still counted. */
final class HighLimits {

    private static final String REQUESTS = "60000000";
    private static final String CONCURRENT = "10000";

    /** What the limits of costly operations are called in the variables of each service. */
    private static final Map<String, List<String>> COSTLY =
            Map.of(
                    "consent",
                    List.of("SEARCHES", "SCRUBS", "UPLOADS"),
                    "recording",
                    List.of("SEARCHES", "UPLOADS", "LISTENINGS", "PLAYBACKS"),
                    "audit",
                    List.of("SEARCHES", "EXPORTS", "EXPORT_DOWNLOADS", "EVIDENCE_BUNDLES"),
                    "retention",
                    List.of("SEARCHES", "PACKAGE_DOWNLOADS", "SIMULATIONS"));

    private HighLimits() {}

    /** Raises the limits of a service. */
    static void raise(String service, Map<String, String> environment) {
        for (String caller : List.of("PEOPLE", "SYSTEMS", "DIALERS", "ANONYMOUS")) {
            environment.put("TEMOIN_LIMITS_" + caller + "_REQUESTS", REQUESTS);
            environment.put("TEMOIN_LIMITS_" + caller + "_CONCURRENT", CONCURRENT);
        }
        environment.put("TEMOIN_LIMITS_TENANT_REQUESTS", REQUESTS);
        environment.put("TEMOIN_LIMITS_TENANT_CONCURRENT", CONCURRENT);
        for (String kind : COSTLY.getOrDefault(service, List.of())) {
            String costly = "TEMOIN_LIMITS_COSTLY_" + kind;
            environment.put(costly + "_REQUESTS", REQUESTS);
            environment.put(costly + "_CONCURRENT", CONCURRENT);
            environment.put(costly + "_TENANT_CONCURRENT", CONCURRENT);
        }
    }
}
