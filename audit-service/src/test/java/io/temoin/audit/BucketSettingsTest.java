// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What production refuses of the settings of buckets. */
class BucketSettingsTest {

    private static final String EXPORTS = "temoin.audit.export.s3";
    private static final String LOGS = "temoin.audit.log.publication";

    @ParameterizedTest
    @CsvSource({
        EXPORTS + ",http://minio.example:9000,true",
        LOGS + ",http://minio.example:9000,true",
        EXPORTS + ",https://minio.example,false",
        LOGS + ",http://127.0.0.1:9000,false"
    })
    void anUnencryptedWayIsRefused(String prefix, String endpoint, boolean refused) {
        var check = new StorageTransportCheck(settings(Map.of(prefix + ".endpoint", endpoint)));

        assertThat(check.complaint().isPresent()).isEqualTo(refused);
        assertThat(check.complaint().orElse(prefix)).contains(prefix);
        assertThat(check.override()).isEqualTo("temoin.allow-plaintext-storage");
    }

    @Test
    void exportsDoNotGoWhereStrangersRead() {
        assertThat(complaint("logs", "logs")).isTrue();
        assertThat(complaint("logs", "exports")).isFalse();
    }

    private static boolean complaint(String logs, String exports) {
        AuditConfig config = settings(Map.of(LOGS + ".bucket", logs, EXPORTS + ".bucket", exports));
        return new PublicBucketCheck(config).complaint().isPresent();
    }

    private static AuditConfig settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AuditConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(AuditConfig.class);
    }
}
