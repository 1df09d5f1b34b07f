// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.business.ReportedItems.Reached;
import io.temoin.retention.business.ReportedItems.ReachedItem;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.schedule.ItemAnswer;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Known;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was reported, and where the recordings that it concerns are by it.
 *
 * @param event as reported; CONTRACT_LINKED if something was only linked to a contract
 * @param found how many recordings it concerns; those that are stored or linked later follow the
 *     report too
 * @param pending how many of them are still being worked on, and are not listed
 * @param items one for each of the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BusinessEventReport")
public record BusinessEventAnswer(
        @Schema(
                        enumeration = {
                            "ALERT_QUALIFIED",
                            "AUTHORITY_REQUEST",
                            "CLAIM_CLOSED",
                            "CLAIM_MADE",
                            "COMPLAINT_CLOSED",
                            "CONTRACT_ENDED",
                            "CONTRACT_LINKED",
                            "CONTRACT_SIGNED",
                            "LAST_CONTACT_FROM_PERSON",
                            "PROPOSAL_MADE",
                            "PROPOSAL_REFUSED",
                            "WRITTEN_CONFIRMATION"
                        })
                String event,
        Instant at,
        int found,
        int pending,
        List<BusinessEventItem> items) {

    /**
     * A recording that the report concerns.
     *
     * @param noted whether the event counts for it; not if it came too late, no period of the
     *     recording depends on it, or a later time is known of an event that repeats
     * @param refusal the problem type that says why it does not count; absent if nothing is wrong
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BusinessEventItem")
    public record BusinessEventItem(
            UUID recording,
            ItemState state,
            boolean noted,
            @Schema(pattern = "^[a-z][a-z0-9-]{0,62}$") @Nullable String refusal,
            @Nullable LocalDate dueOn,
            @Nullable Instant dueAt) {}

    static BusinessEventAnswer of(BusinessReport report, Reached reached) {
        BusinessEvent event = report.event();
        return new BusinessEventAnswer(
                event == null ? BusinessEventRequest.CONTRACT_LINKED : event.name(),
                report.at(),
                reached.found(),
                reached.found() - reached.items().size(),
                reached.items().stream().map(item -> item(report, item)).toList());
    }

    private static BusinessEventItem item(BusinessReport report, ReachedItem reached) {
        ItemAnswer answer = ItemAnswer.withoutHolds(reached.item());
        @Nullable Retained retained = keptOf(reached.item());
        BusinessFact fact = report.fact();
        boolean noted = retained != null && fact != null && retained.facts().include(fact);
        return new BusinessEventItem(
                answer.id(),
                answer.state(),
                noted,
                noted ? null : typeOf(reached.refusal()),
                answer.dueOn(),
                answer.dueAt());
    }

    private static @Nullable String typeOf(Rejected.@Nullable Code refusal) {
        return refusal == null ? null : refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Retained keptOf(RetainedItem item) {
        return switch (item) {
            case Expected _ -> null;
            case Known known -> known.retained();
            case Gone gone -> gone.before();
        };
    }
}
