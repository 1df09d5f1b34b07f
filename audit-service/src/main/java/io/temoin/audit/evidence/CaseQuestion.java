// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.evidence.domain.EvidenceCase;
import io.temoin.audit.evidence.domain.EvidenceCase.Listed;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted.
 *
 * @param from inclusive; null does not narrow
 * @param to exclusive; null does not narrow
 * @param reach how far the asker sees
 * @param own id of the event that records this handing out, which is no part of the case
 */
record CaseQuestion(
        TenantId tenant,
        EvidenceCase of,
        @Nullable Instant from,
        @Nullable Instant to,
        Reach reach,
        String own) {

    /**
     * How far somebody sees inside the tenant, as when reading the trail.
     *
     * @param organisation whose deeds are seen; null for whoever answers for the whole tenant
     * @param controllers for which its own deeds are seen, itself included
     */
    record Reach(@Nullable String organisation, Set<String> controllers) {

        static Reach of(Caller caller) {
            return caller.tenantWide()
                    ? new Reach(null, Set.of())
                    : new Reach(caller.organisation(), caller.controllers());
        }
    }

    /** Of the entries that are wanted, these. */
    CaseQuestion only(List<String> entries) {
        return new CaseQuestion(tenant, new Listed(entries), from, to, reach, own);
    }
}
