// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A provider's twin: real wrapping, under keys that die with the process. */
public final class InMemoryKeyProvider implements KeyProvider {

    private final Map<String, byte[]> keys = new ConcurrentHashMap<>();

    @Override
    public String description() {
        return "the provider of a test";
    }

    @Override
    public String createKey(String label) {
        String name = label + "-" + keys.size();
        keys.put(name, KeyWrapping.freshKey());
        return name;
    }

    @Override
    public byte[] wrap(String key, byte[] secret, byte[] context) {
        return KeyWrapping.wrap(existing(key), secret, context);
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, byte[] context) {
        return KeyWrapping.unwrap(existing(key), wrapped, context);
    }

    @Override
    public void destroyKey(String key) {
        keys.remove(key);
    }

    @Override
    public Duration destroysWithin() {
        return Duration.ofDays(7);
    }

    @Override
    public void close() {}

    private byte[] existing(String key) {
        byte[] existing = keys.get(key);
        if (existing == null) {
            IllegalStateException cause = new IllegalStateException("it was destroyed");
            throw KeyProviderUnavailable.refused("there is no key " + key, cause);
        }
        return existing;
    }
}
