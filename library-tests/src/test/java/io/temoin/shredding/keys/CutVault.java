// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;

/**
 * Another vault, at one of whose steps the process that rotates is cut off from its database: what
 * comes after that step does not happen, as after a kill -9.
 */
final class CutVault extends AroundVault {

    /** Where to cut. */
    enum Step {
        EPOCH_OPENED,
        FIRST_BATCH,
        SECOND_BATCH,
        EMPTIED,
        EPOCH_DESTROYED
    }

    private static final int IN_THE_SECOND_BATCH = 1001;

    private final Step step;
    private final Runnable cut;
    private int wrapped;

    CutVault(KeyVault vault, Step step, Runnable cut) {
        super(vault);
        this.step = step;
        this.cut = cut;
    }

    @Override
    public Uni<Integer> openEpoch(int after) {
        return super.openEpoch(after).invoke(() -> cutAt(Step.EPOCH_OPENED));
    }

    @Override
    public Uni<byte[]> wrap(int epoch, byte[] key, byte[] context) {
        wrapped++;
        if (wrapped == 1) {
            cutAt(Step.FIRST_BATCH);
        }
        if (wrapped == IN_THE_SECOND_BATCH) {
            cutAt(Step.SECOND_BATCH);
        }
        return super.wrap(epoch, key, context);
    }

    @Override
    public Uni<Void> destroyEpoch(int epoch) {
        if (step == Step.EMPTIED) {
            cut.run();
            return Uni.createFrom().failure(new IllegalStateException("killed before"));
        }
        return super.destroyEpoch(epoch).invoke(() -> cutAt(Step.EPOCH_DESTROYED));
    }

    private void cutAt(Step here) {
        if (here == step) {
            cut.run();
        }
    }
}
