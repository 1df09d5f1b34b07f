// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.VerifiedSignature;
import java.util.List;

/**
 * A checkpoint that satisfies a policy.
 *
 * @param checkpoint what was signed
 * @param log the signatures of the log
 * @param witnesses the signatures of witnesses, with their times
 */
public record TrustedCheckpoint(
        Checkpoint checkpoint, List<VerifiedSignature> log, List<VerifiedSignature> witnesses) {

    /** Copies the lists. */
    public TrustedCheckpoint {
        log = List.copyOf(log);
        witnesses = List.copyOf(witnesses);
    }
}
