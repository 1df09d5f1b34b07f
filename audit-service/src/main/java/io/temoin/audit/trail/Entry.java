// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One line of the trail.
 *
 * @param id id of the event it was made from
 * @param at when it happened
 * @param recordedAt when it entered the trail
 * @param service where it was done
 * @param action what was done; open for extension
 * @param outcome ALLOWED, REFUSED, DONE or UNCLASSIFIED; open for extension
 * @param because codes of the rules that led to the outcome
 * @param actor who did it, a pseudonymous id
 * @param organisation the party the actor works for
 * @param workstation the equipment the action came from; begins with {@code claimed:} where the
 *     client of the suite said so, and is what {@code reportedBy} says elsewhere
 * @param correlationId of the request that caused it; begins with {@code claimed:} when the client
 *     chose it, who may have taken another's: the timeline of a call does not go by it
 * @param role the roles the actor had
 * @param purposes the purposes it served
 * @param reason the reason the actor stated
 * @param reportedBy the account that handed the entry in; only where that was not the suite
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Entry",
        requiredProperties = {
            "id",
            "at",
            "recordedAt",
            "service",
            "action",
            "outcome",
            "because",
            "actor",
            "organisation",
            "role",
            "purposes",
            "how",
            "correlationId",
            "stream",
            "sequence"
        })
public record Entry(
        String id,
        Instant at,
        Instant recordedAt,
        String service,
        String action,
        @Schema(enumeration = {"ALLOWED", "REFUSED", "DONE", "UNCLASSIFIED"}) String outcome,
        List<String> because,
        String actor,
        String organisation,
        String role,
        @Nullable String workstation,
        @Nullable String controller,
        @Nullable String subject,
        @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$") @Nullable String recording,
        @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$") @Nullable String decision,
        @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$") @Nullable String consent,
        List<String> purposes,
        @Nullable Reason reason,
        How how,
        String correlationId,
        @Nullable String causationId,
        String stream,
        long sequence,
        @Nullable String reportedBy) {

    static Entry of(AuditEntry entry) {
        StatedReason reason = entry.why().reason();
        return new Entry(
                entry.id(),
                entry.when().at(),
                entry.when().recordedAt(),
                entry.how().service(),
                entry.what().action(),
                entry.what().outcome().name(),
                entry.what().because(),
                entry.who().actor(),
                entry.who().organisation(),
                entry.who().role(),
                entry.workstation(),
                entry.links().controller(),
                entry.links().subject(),
                entry.links().recording(),
                entry.links().decision(),
                entry.links().consent(),
                entry.why().purposes(),
                reason == null ? null : new Reason(reason.code(), reason.reference()),
                new How(entry.how().operation(), entry.how().channel()),
                entry.trace().correlation(),
                entry.trace().causation(),
                entry.trace().stream(),
                entry.trace().sequence(),
                entry.reportedBy());
    }

    /** A stated reason: a code and the reference of a ticket or case. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "EntryReason")
    public record Reason(String code, @Nullable String reference) {}

    /** The event that recorded the action, and the channel it came through. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "EntryOrigin")
    public record How(String operation, @Nullable String channel) {}
}
