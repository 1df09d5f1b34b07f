// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.recording.documents.domain.ItemsDisposed.Refusal;
import io.temoin.recording.lifecycle.domain.PartyId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says that an order was carried out: given after its effects.
 *
 * @param disposed the ids of what is gone
 * @param horizon when no backup holds their keys any more
 */
public record ReportDisposal(
        UUID batch,
        DocumentKind kind,
        PartyId controller,
        List<UUID> disposed,
        List<Refusal> refused,
        @Nullable LocalDate horizon,
        Instant now) {

    public ReportDisposal {
        disposed = List.copyOf(disposed);
        refused = List.copyOf(refused);
    }
}
