// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.temoin.audit.search.domain.Sharing;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The owner, sharing and age of a saved search, without what it asks: neither its name nor its
 * description nor its filters.
 *
 * @param owner who saved it, a pseudonymous id
 * @param organisation the party the owner worked for
 * @param version one more with each change; in quotes it is the ETag
 */
@Schema(
        name = "SavedSearchRegistration",
        requiredProperties = {
            "id",
            "owner",
            "organisation",
            "visibility",
            "version",
            "createdAt",
            "changedAt"
        })
public record SavedSearchRegistration(
        UUID id,
        String owner,
        String organisation,
        Sharing visibility,
        long version,
        Instant createdAt,
        Instant changedAt) {

    static SavedSearchRegistration of(SavedSearchView.Row row) {
        return new SavedSearchRegistration(
                row.id,
                row.owner,
                row.organisation,
                row.visibility,
                row.revision,
                row.createdAt,
                row.changedAt);
    }
}
