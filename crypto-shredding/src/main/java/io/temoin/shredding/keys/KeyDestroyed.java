// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.time.Instant;

/** The key of this scope was destroyed; nothing can be sealed or opened under it any more. */
public final class KeyDestroyed extends RuntimeException {

    private final transient KeyState.Destroyed destroyed;

    public KeyDestroyed(KeyState.Destroyed destroyed) {
        super("the key was destroyed at " + destroyed.since());
        this.destroyed = destroyed;
    }

    public Instant since() {
        return destroyed.since();
    }

    public String basis() {
        return destroyed.basis();
    }
}
