// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the end of a registered item depends on. Items that share it share their plan: there are
 * as many as days, purposes and controllers, however many items there are.
 *
 * @param keptFor codes of purposes, of which the catalogue may not know some
 * @param startedOn local day that their periods run from
 * @param keepUntil last local day that no policy shortens
 */
public record PlanKey(
        ItemKind kind,
        String controller,
        @Nullable String campaign,
        List<String> keptFor,
        LocalDate startedOn,
        @Nullable LocalDate keepUntil) {

    public PlanKey {
        keptFor = List.copyOf(keptFor);
    }

    /** The same, kept until another day. */
    public PlanKey keptUntil(@Nullable LocalDate until) {
        return new PlanKey(kind, controller, campaign, keptFor, startedOn, until);
    }
}
