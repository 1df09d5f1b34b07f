// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Handed-in entries as the OpenAPI document shows them. The running service reads JSON by {@link
 * EntryReading}, which finds everything that is wrong and not only the first; the exact shapes are
 * in {@code contracts/entries/entry.schema.json}.
 */
final class EntryRequests {

    /** A request. */
    @Schema(
            name = "SubmittedEntries",
            requiredProperties = {"entries"})
    public record SubmittedEntries(List<SubmittedEntry> entries) {}

    /**
     * One entry; contracts/entries/entry.schema.json has the exact shapes.
     *
     * @param id chosen by the sender, unique for its organisation and source
     * @param at not more than five minutes ahead nor 400 days ago, unless set otherwise
     * @param source the system; the entry's service is x- and this
     * @param organisation the caller's own, or one it may act for
     */
    @Schema(
            name = "SubmittedEntry",
            requiredProperties = {
                "id",
                "at",
                "source",
                "action",
                "outcome",
                "actor",
                "organisation",
                "role",
                "how"
            })
    public record SubmittedEntry(
            @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._:~-]{0,127}$") String id,
            @Schema(format = "date-time") String at,
            @Schema(pattern = "^[a-z0-9][a-z0-9-]{0,31}$") String source,
            @Schema(pattern = "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", maxLength = 64) String action,
            @Schema(enumeration = {"ALLOWED", "REFUSED", "DONE"}) String outcome,
            String actor,
            String organisation,
            String role,
            @Nullable String workstation,
            @Nullable List<String> purposes,
            @Nullable SubmittedReason reason,
            SubmittedOperation how,
            @Nullable String controller,
            @Nullable String subject,
            @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$") @Nullable String recording,
            @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$") @Nullable String decision,
            @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$") @Nullable String consent,
            @Nullable String correlationId,
            @Nullable String causationId) {}

    /** A code and the reference of a ticket or a case; never a sentence about a person. */
    @Schema(name = "SubmittedReason", requiredProperties = "code")
    public record SubmittedReason(String code, @Nullable String reference) {}

    /** What was called, and the channel it came through. */
    @Schema(name = "SubmittedOperation", requiredProperties = "operation")
    public record SubmittedOperation(String operation, @Nullable String channel) {}

    private EntryRequests() {}
}
