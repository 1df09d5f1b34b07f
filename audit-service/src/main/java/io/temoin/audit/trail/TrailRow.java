// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.audit.intake.domain.AuditEntry;

/**
 * An entry where it is in the trail.
 *
 * @param position the order in which entries arrived
 */
public record TrailRow(AuditEntry entry, long position) {

    /** The place after it. */
    public TrailCursor cursor() {
        return new TrailCursor(entry.when().at(), position);
    }
}
