// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another vault, whose unwrapping takes until it is let go. */
final class HeldVault extends AroundVault {

    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> free = new CompletableFuture<>();

    HeldVault(KeyVault vault) {
        super(vault);
    }

    void awaitUnwrapping() {
        asked.orTimeout(20, TimeUnit.SECONDS).join();
    }

    boolean asked() {
        return asked.isDone();
    }

    void letGo() {
        free.complete(null);
    }

    @Override
    public Uni<byte[]> unwrap(int epoch, byte[] wrapped, byte[] context) {
        asked.complete(null);
        return Uni.createFrom()
                .completionStage(free)
                .chain(() -> super.unwrap(epoch, wrapped, context));
    }
}
