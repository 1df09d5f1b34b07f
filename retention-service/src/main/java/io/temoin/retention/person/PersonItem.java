// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that is, or was, held about a person.
 *
 * @param kind what it is, such as {@code RECORDING}
 * @param service which service holds it
 * @param decision the call it comes from; absent when it comes from none
 * @param state where it is in its life
 * @param endedAt when what it is about ended
 * @param end until when it is kept
 * @param because every bound on its life: which purpose, which rule, which text
 * @param erasedAt when it was destroyed; absent while it is there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PersonItem")
public record PersonItem(
        UUID id,
        @Schema(pattern = CODE) String kind,
        @Schema(pattern = CODE) String service,
        @Nullable UUID decision,
        @Schema(pattern = CODE) String state,
        @Nullable Instant endedAt,
        End end,
        List<Bound> because,
        @Nullable Instant erasedAt) {

    static final String CODE = "^[A-Z][A-Z0-9_]{0,62}$";

    public PersonItem {
        because = List.copyOf(because);
    }

    /**
     * Until when it is kept.
     *
     * @param dueOn its last local day, if it has one
     * @param dueAt the end of that day
     * @param keptByLaw whether a legal hold or a minimum that a text orders keeps it
     * @param holds the legal holds on it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PersonItemEnd")
    public record End(
            @Nullable LocalDate dueOn,
            @Nullable Instant dueAt,
            boolean keptByLaw,
            Set<UUID> holds) {
        public End {
            holds = Set.copyOf(holds);
        }
    }

    /**
     * One bound on its life.
     *
     * @param period ISO-8601 calendar period; absent when none is involved
     * @param until last local day of it; absent while that is open
     * @param reference the text behind the rule
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PersonItemBound")
    public record Bound(
            @Schema(pattern = CODE) String purpose,
            @Schema(pattern = CODE) String rule,
            @Schema(format = "duration") @Nullable String period,
            @Nullable LocalDate until,
            String reference) {}
}
