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

    static final String EXAMPLE =
            """
            {
              "entries": [
                {
                  "id": "4711-export-1",
                  "at": "2026-11-24T09:12:03.512Z",
                  "source": "crm",
                  "action": "CUSTOMER_LIST_EXPORTED",
                  "outcome": "DONE",
                  "actor": "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10",
                  "organisation": "rhone-telecom",
                  "role": "campaign-manager",
                  "workstation": "LYON-3-117",
                  "purposes": ["PROSPECTING_CALL"],
                  "reason": { "code": "CAMPAIGN", "reference": "CMP-2026-31" },
                  "how": { "operation": "ExportCustomers", "channel": "API" },
                  "controller": "rhone-telecom",
                  "correlationId": "0197a3c2-5a0f-7b22-9d33-4e5f60718293"
                }
              ]
            }\
            """;

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
            SubmittedHow how,
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
    @Schema(name = "SubmittedHow", requiredProperties = "operation")
    public record SubmittedHow(String operation, @Nullable String channel) {}

    private EntryRequests() {}
}
