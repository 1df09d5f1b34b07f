// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/**
 * What production has and other tests do not: tokens are asked about, the port has TLS, and proxies
 * in front say whom they were called by.
 */
public final class AsInProduction implements QuarkusTestProfile {

    /** The certificate is where Kubernetes mounts a secret, and is read as the chart has it. */
    public static final MountedCertificate CERTIFICATE =
            new MountedCertificate("target/mounted-certificate");

    @Override
    public Map<String, String> getConfigOverrides() {
        CERTIFICATE.mount("first");
        Map<String, String> settings = new HashMap<>(CERTIFICATE.settings());
        settings.put("temoin.identity.introspect", "true");
        settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
        settings.put("quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        return settings;
    }
}
