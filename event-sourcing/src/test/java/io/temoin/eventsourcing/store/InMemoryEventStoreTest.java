// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

class InMemoryEventStoreTest implements EventStoreContract {

    private final EventStore store = new InMemoryEventStore();

    @Override
    public EventStore store() {
        return store;
    }
}
