// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.EventMetadata;

/**
 * Carries out one kind of orders of retention-service. Exactly once in effect: destroying twice
 * destroys once, and the events' command ids follow from the order's event.
 */
public interface RetentionOrders {

    /** Whether events of this type are orders of this kind. */
    boolean takes(String type);

    /**
     * Carries an order out; done when its effects are there, and the events that tell of them.
     *
     * @param metadata of the command that the order causes
     */
    Uni<Void> carryOut(ReceivedEvent order, EventMetadata metadata);
}
