// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the end of a registered item depends on. Items that share it share their plan: there are
 * as many as days, purposes and controllers, however many items there are.
 *
 * @param keptFor codes of purposes, of which the catalogue may not know some
 * @param startedOn local day that their periods run from
 * @param keepUntil last local day that no policy shortens
 * @param happened on which local day each business event did that a policy of its purposes runs
 *     from, as far as it was reported
 */
public record PlanKey(
        ItemKind kind,
        String controller,
        @Nullable String campaign,
        List<String> keptFor,
        LocalDate startedOn,
        @Nullable LocalDate keepUntil,
        Map<BusinessEvent, LocalDate> happened) {

    public PlanKey {
        keptFor = List.copyOf(keptFor);
        happened = Map.copyOf(happened);
    }

    /** Of items of whose business nothing was reported. */
    public PlanKey(
            ItemKind kind,
            String controller,
            @Nullable String campaign,
            List<String> keptFor,
            LocalDate startedOn,
            @Nullable LocalDate keepUntil) {
        this(kind, controller, campaign, keptFor, startedOn, keepUntil, Map.of());
    }

    /** The same, kept until another day. */
    public PlanKey keptUntil(@Nullable LocalDate until) {
        return new PlanKey(kind, controller, campaign, keptFor, startedOn, until, happened);
    }

    /** The same, of whose business that is known. */
    public PlanKey with(Map<BusinessEvent, LocalDate> known) {
        return new PlanKey(kind, controller, campaign, keptFor, startedOn, keepUntil, known);
    }
}
