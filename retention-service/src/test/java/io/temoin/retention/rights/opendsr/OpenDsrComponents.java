// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.temoin.platform.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An OpenDSR domain with key and certificate, and tenants whose controller and processor may be
 * called back, each on a host of its own. What tests have to know travels in system properties:
 * they may see this class through another class loader.
 */
public final class OpenDsrComponents implements QuarkusTestResourceLifecycleManager {

    public static final String DOMAIN = "opendsr.temoin.test";

    private static final String TENANTS = "temoin.test.opendsr.tenants";
    private static final String PORT = "temoin.test.opendsr.port";
    private static final String CERTIFICATE = "temoin.test.opendsr.certificate";
    private static final int MANY = 200;

    /** Called by Quarkus, which makes its test resources by reflection. */
    public OpenDsrComponents() {}

    @Override
    public Map<String, String> start() {
        String tenants =
                IntStream.range(0, MANY)
                        .mapToObj(_ -> "t" + UUID.randomUUID())
                        .collect(Collectors.joining(","));
        int port = FreePorts.any();
        CertificateFiles files = CertificateFiles.issued(newFolder(), DOMAIN);
        System.setProperty(TENANTS, tenants);
        System.setProperty(PORT, Integer.toString(port));
        System.setProperty(CERTIFICATE, files.certificate().toString());
        String hosts =
                Stream.of(tenants.split(",", -1))
                        .flatMap(
                                tenant ->
                                        Stream.of(
                                                tenant + "/rhone-telecom=localhost:" + port,
                                                tenant + "/voix-du-rhone=127.0.0.1:" + port))
                        .collect(Collectors.joining(","));
        return Map.of(
                "temoin.opendsr.domain",
                DOMAIN,
                "temoin.opendsr.key-file",
                files.key().toString(),
                "temoin.opendsr.certificate-file",
                files.certificate().toString(),
                "temoin.opendsr.callback-hosts",
                hosts,
                "temoin.opendsr.callback-timeout",
                "1s",
                "temoin.opendsr.callback-attempts",
                "4",
                "temoin.opendsr.poll-interval",
                "100ms");
    }

    @Override
    public void stop() {}

    /** A tenant that no other test has, whose rhone-telecom may be called back at the port. */
    static synchronized String nextTenant() {
        String left = System.getProperty(TENANTS);
        int end = left.indexOf(',');
        System.setProperty(TENANTS, left.substring(end + 1));
        return left.substring(0, end);
    }

    /** Where callbacks are allowed to go, on localhost. */
    static int port() {
        return Integer.getInteger(PORT);
    }

    /** The certificate in its file. */
    static Path certificate() {
        return Path.of(System.getProperty(CERTIFICATE));
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target/opendsr")), "files-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
