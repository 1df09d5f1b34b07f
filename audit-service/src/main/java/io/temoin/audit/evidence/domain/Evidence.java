// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

/** State of one evidence bundle. */
public sealed interface Evidence {

    /** Nobody was given it yet. */
    record Prepared() implements Evidence {}

    /**
     * Somebody was given it.
     *
     * @param leaves what tells it from others, as in {@link EvidenceHandedOut}
     */
    record HandedOut(String leaves) implements Evidence {}
}
