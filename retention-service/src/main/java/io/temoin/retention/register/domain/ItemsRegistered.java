// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items of other services were registered: those of one batch of events. The register is rebuilt
 * from these, since topics forget. All that ever happens in a stream of registrations.
 *
 * @param gone items that their owners destroyed without an order of their own; absent, and then
 *     empty, in events from before these were registered
 * @param ended purposes that persons ended; likewise
 */
public record ItemsRegistered(
        List<RegisteredItem> items,
        List<ProlongedItem> prolonged,
        List<GoneItem> gone,
        List<EndedByPerson> ended) {

    /** How many items one event has at most. */
    public static final int MOST = 1000;

    public ItemsRegistered(
            List<RegisteredItem> items,
            List<ProlongedItem> prolonged,
            @Nullable List<GoneItem> gone,
            @Nullable List<EndedByPerson> ended) {
        this.items = List.copyOf(items);
        this.prolonged = List.copyOf(prolonged);
        this.gone = gone == null ? List.of() : List.copyOf(gone);
        this.ended = ended == null ? List.of() : List.copyOf(ended);
    }

    /** After which nobody has ended a purpose. */
    public ItemsRegistered(
            List<RegisteredItem> items, List<ProlongedItem> prolonged, List<GoneItem> gone) {
        this(items, prolonged, gone, List.of());
    }

    /** Of which nothing is gone, either. */
    public ItemsRegistered(List<RegisteredItem> items, List<ProlongedItem> prolonged) {
        this(items, prolonged, List.of());
    }

    /** Whether it tells of nothing. */
    public boolean tellsOfNothing() {
        return items.isEmpty() && prolonged.isEmpty() && gone.isEmpty() && ended.isEmpty();
    }
}
