// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

class InMemoryKeyProviderTest implements KeyProviderContract {

    private final KeyProvider provider = new InMemoryKeyProvider();

    @Override
    public KeyProvider provider() {
        return provider;
    }

    @Override
    public KeyProvider otherProcess() {
        return provider;
    }
}
