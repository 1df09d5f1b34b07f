// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.retention.report.CallItemStore;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds whose data something is by what is known already, so that nobody has to send a number. */
@ApplicationScoped
public class PersonReferences {

    /**
     * A person of whom something is known.
     *
     * @param subject pseudonym
     * @param ownership whose data the thing is by which the person was found
     */
    public record FoundPerson(String controller, String subject, Ownership ownership) {}

    private final RetainedItemStream items;
    private final CallItemStore callItems;

    PersonReferences(RetainedItemStream items, CallItemStore callItems) {
        this.items = items;
        this.callItems = callItems;
    }

    /** The person whose call was recorded; {@code null} when the recording is unknown. */
    public Uni<@Nullable FoundPerson> findByRecording(TenantId tenant, UUID recording) {
        return items.replay(tenant, recording).map(replayed -> person(replayed.state()));
    }

    /** The person who was called; {@code null} when nothing is kept of the call. */
    public Uni<@Nullable FoundPerson> findByDecision(
            TenantId tenant, UUID decision, String controller) {
        return callItems
                .find(tenant, decision, controller)
                .flatMap(
                        recordings ->
                                recordings.isEmpty()
                                        ? Uni.createFrom().nullItem()
                                        : findByRecording(tenant, recordings.getFirst()));
    }

    private static @Nullable FoundPerson person(RetainedItem item) {
        if (item instanceof Expected) {
            return null;
        }
        var call = ItemOwnership.callOf(item);
        return new FoundPerson(call.controller(), call.subject(), ItemOwnership.of(item));
    }
}
