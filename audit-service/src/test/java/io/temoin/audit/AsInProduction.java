// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.temoin.platform.FreePorts;
import java.util.HashMap;
import java.util.Map;

/** What production has and other tests do not: tokens are asked about, and the port has TLS. */
public final class AsInProduction implements QuarkusTestProfile {

    /** The certificate is where Kubernetes mounts a secret, and is read as the chart has it. */
    static final MountedCertificate CERTIFICATE = new MountedCertificate("target/mounted-tls");

    @Override
    public Map<String, String> getConfigOverrides() {
        CERTIFICATE.mount("first");
        Map<String, String> settings = new HashMap<>();
        settings.put("temoin.identity.introspect", "true");
        settings.put("quarkus.http.test-ssl-port", Integer.toString(FreePorts.any()));
        settings.put("quarkus.http.ssl.certificate.files", CERTIFICATE.certificate().toString());
        settings.put("quarkus.http.ssl.certificate.key-files", CERTIFICATE.key().toString());
        settings.put("quarkus.http.ssl.certificate.reload-period", "1h");
        return settings;
    }
}
