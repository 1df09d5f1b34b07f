// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.util.List;

/**
 * The comparison found entries that name somebody who was erased, as the log itself bears out. Whom
 * this is told to forgets them, before it returns.
 *
 * @param entries ids of the entries
 */
public record StillNamed(TenantId tenant, SubjectId person, List<String> entries) {

    /** Copies the list. */
    public StillNamed {
        entries = List.copyOf(entries);
    }
}
