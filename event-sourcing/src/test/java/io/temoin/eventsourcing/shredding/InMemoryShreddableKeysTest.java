// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

class InMemoryShreddableKeysTest implements ShreddableKeysContract {

    private final ShreddableKeys keys = new InMemoryShreddableKeys();

    @Override
    public ShreddableKeys keys() {
        return keys;
    }
}
