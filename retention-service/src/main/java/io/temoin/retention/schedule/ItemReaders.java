// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.chassis.requests.Caller;
import io.temoin.retention.engine.domain.Holds;
import java.util.List;

/**
 * Who is shown the explanation of an item that their organisation may see. Legal counsel is shown
 * what a hold keeps of the own controller's items, and nothing else: the other roles read all of
 * them.
 */
final class ItemReaders {

    private static final List<String> OF_ALL_ITEMS =
            List.of("dpo", "supervisor", "admin", "quality-analyst");

    private ItemReaders() {}

    /**
     * Whether a caller may read why an item is kept.
     *
     * @param named whether the caller may know which holds there are on it, as its controller does
     * @param holds on it, as of now
     */
    static boolean mayRead(Caller caller, boolean named, Holds holds) {
        return OF_ALL_ITEMS.stream().anyMatch(caller::has) || (named && holds.hold());
    }
}
