// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Limits that a test reaches within seconds, behind a proxy on this machine. */
public final class NarrowLimits implements QuarkusTestProfile {

    static final int PEOPLE = 40;
    static final int DIALERS = 100;
    static final int ANONYMOUS = 1_000;
    static final int TENANT = 130;
    static final int COSTLY = 3;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>();
        settings.put("temoin.limits.people.requests", "" + PEOPLE);
        settings.put("temoin.limits.people.period", "1h");
        settings.put("temoin.limits.dialers.requests", "" + DIALERS);
        settings.put("temoin.limits.dialers.period", "1h");
        settings.put("temoin.limits.anonymous.requests", "" + ANONYMOUS);
        settings.put("temoin.limits.anonymous.period", "1h");
        settings.put("temoin.limits.tenant-requests", "" + TENANT);
        settings.put("temoin.limits.tenant-period", "1h");
        for (String kind : List.of("searches", "scrubs", "uploads")) {
            settings.put("temoin.limits.costly." + kind + ".requests", "" + COSTLY);
            settings.put("temoin.limits.costly." + kind + ".period", "1h");
        }
        settings.put("temoin.limits.costly.scrubs.concurrent", "1");
        settings.put("temoin.limits.connection.head", "2s");
        settings.put("temoin.limits.connection.idle", "4s");
        settings.put("temoin.limits.connection.body-silence", "2s");
        settings.put("temoin.limits.database.statement-ms", "2000");
        settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
        settings.put("quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        return settings;
    }
}
