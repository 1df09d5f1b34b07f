// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import java.util.List;

/**
 * Items of other services were registered: those of one batch of events. The register is rebuilt
 * from these, since topics forget. All that ever happens in a stream of registrations.
 */
public record ItemsRegistered(List<RegisteredItem> items, List<ProlongedItem> prolonged) {

    /** How many items one event has at most. */
    public static final int MOST = 1000;

    public ItemsRegistered {
        items = List.copyOf(items);
        prolonged = List.copyOf(prolonged);
    }
}
