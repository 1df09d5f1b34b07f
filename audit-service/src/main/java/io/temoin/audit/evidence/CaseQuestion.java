// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.evidence.domain.EvidenceCase;
import io.temoin.audit.evidence.domain.EvidenceCase.OfEntries;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.chassis.requests.Caller;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted.
 *
 * @param from inclusive; null does not narrow
 * @param to exclusive; null does not narrow
 * @param visibility what the asker may see
 * @param own id of the event that records this handing out, which is no part of the case
 */
record CaseQuestion(
        TenantId tenant,
        EvidenceCase of,
        @Nullable Instant from,
        @Nullable Instant to,
        TrailVisibility visibility,
        String own) {

    /** These entries, as far as somebody may see them. */
    static CaseQuestion of(Caller caller, List<String> entries) {
        return new CaseQuestion(
                caller.tenant(),
                new OfEntries(entries),
                null,
                null,
                TrailVisibility.of(caller),
                "");
    }

    /** Of the entries that are wanted, these. */
    CaseQuestion only(List<String> entries) {
        return new CaseQuestion(tenant, new OfEntries(entries), from, to, visibility, own);
    }
}
