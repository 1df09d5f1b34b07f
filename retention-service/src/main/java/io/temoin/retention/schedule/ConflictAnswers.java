// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.ConflictOutcome;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictResolved;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent and answered about conflicts of laws. */
final class ConflictAnswers {

    static final String PARTY = "^[a-z0-9][a-z0-9-]{0,62}$";

    private ConflictAnswers() {}

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "ConflictPage")
    public record ConflictPage(List<ListedConflict> items, @Nullable String next) {}

    /**
     * An item that waits for a decision.
     *
     * @param keepUntil last local day of the statutory minimum
     * @param destroyBy local day on which a law orders it destroyed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ListedConflict")
    public record ListedConflict(
            UUID id,
            String controller,
            String subject,
            List<Purpose> purposes,
            @Nullable LocalDate keepUntil,
            @Nullable LocalDate destroyBy) {

        static ListedConflict of(RetainedItemView.Row row) {
            return new ListedConflict(
                    row.recording,
                    row.controller,
                    row.subject,
                    Arrays.stream(row.purposes).map(Purpose::valueOf).toList(),
                    row.keepUntil,
                    row.destroyBy);
        }
    }

    /** Which of the two laws prevails, and why. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConflictDecisionRequest")
    public record ConflictDecisionRequest(
            @Schema(required = true, implementation = ConflictOutcome.class)
                    @Nullable String outcome,
            @Schema(required = true, implementation = ConflictGround.class)
                    @Nullable String ground) {

        ConflictOutcome parsedOutcome() {
            try {
                return ConflictOutcome.valueOf(Objects.requireNonNullElse(outcome, ""));
            } catch (IllegalArgumentException _) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/outcome", "State an outcome: KEEP or DESTROY.");
            }
        }

        ConflictGround parsedGround() {
            try {
                return ConflictGround.valueOf(Objects.requireNonNullElse(ground, ""));
            } catch (IllegalArgumentException _) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/ground", "State one of the grounds in the API's description.");
            }
        }
    }

    /**
     * What was decided.
     *
     * @param decidedBy role of whoever decided
     */
    @Schema(name = "ConflictDecision")
    public record ConflictDecision(
            UUID id,
            ConflictOutcome outcome,
            ConflictGround ground,
            @Schema(pattern = "^[a-z][a-z-]{0,62}$") String decidedBy,
            Instant decidedAt) {

        /** Also of a repeated command: what was recorded then. */
        static ConflictDecision of(CommandOutcome<RetainedItem, RetainedItemEvent> decided) {
            return decided.newEvents().stream()
                    .map(recorded -> recorded.event())
                    .filter(ConflictResolved.class::isInstance)
                    .map(ConflictResolved.class::cast)
                    .map(
                            it ->
                                    new ConflictDecision(
                                            it.recording(),
                                            it.outcome(),
                                            it.ground(),
                                            it.decidedBy(),
                                            it.decidedAt()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A party's id, if one is given. */
    static @Nullable String controller(@Nullable String controller) {
        if (controller != null && !controller.matches(PARTY)) {
            throw ChassisProblem.REQUEST_INVALID.at("controller", "This is no id of a party.");
        }
        return controller;
    }
}
