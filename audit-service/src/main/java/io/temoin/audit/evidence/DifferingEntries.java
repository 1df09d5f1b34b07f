// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The entries that were found to be not what their leaves commit to, since this process started:
 * above none, somebody has to look. Safe for several threads.
 */
@Singleton
@Startup // whoever watches the gauge needs it before there is anything to see
class DifferingEntries {

    private static final Logger LOG = Logger.getLogger(DifferingEntries.class);

    /** Enough to be alarmed by; what is found beyond is logged and not counted. */
    private static final int MOST = 10_000;

    private record Key(TenantId tenant, String entry) {}

    private final Set<Key> found = ConcurrentHashMap.newKeySet();

    DifferingEntries(MeterRegistry metrics) {
        metrics.gauge("temoin.audit.trail.differs", found, Set::size);
    }

    /** Takes note of one; says so. */
    void add(TenantId tenant, TrailDiffers difference) {
        if (found.size() < MOST) {
            found.add(new Key(tenant, difference.entry()));
        }
        LOG.errorf(
                "the trail of tenant %s does not match its log: %s. Was its database altered?",
                tenant.value(), difference.entry());
    }
}
