// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

class InMemoryShreddableKeysTest implements ShreddableKeysContract {

    private final ShreddableKeys keys = new InMemoryShreddableKeys();

    @Override
    public ShreddableKeys keys() {
        return keys;
    }
}
