// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import io.temoin.keystart.KeyProviders;
import java.util.Arrays;
import java.util.List;

/**
 * A technical or organisational measure of the suite itself (GDPR art. 30(1)(g), 32(1)): what its
 * code does in every installation, and what this one is set up to do. What an organisation does
 * besides is where its {@code security} points.
 */
public enum SecurityMeasure {
    /** Streams, lists, topics and the trail name people by keyed fingerprints of their numbers. */
    PSEUDONYMS,
    /** Personal values in events are encrypted under a key of their own. */
    VALUES_ENCRYPTED,
    /** The audio of each recording is encrypted under a key of its own. */
    AUDIO_ENCRYPTED,
    /** What is erased loses its key, in backups too once the epoch of the key is destroyed. */
    ERASURE_BY_KEY,
    /** The keys of keys are wrapped by a key provider (HSM, KMS). */
    KEYS_WRAPPED,
    /** Every request is bound to a tenant, a role, and what an agreement covers. */
    ACCESS_BY_AGREEMENT,
    /** Access to audio and reading of personal data are on record before anything is shown. */
    ACCESS_RECORDED,
    /** The trail is an append-only log whose entries have proofs that anybody can verify. */
    VERIFIABLE_LOG,
    /** Retention policies and the release of holds need two persons. */
    TWO_PERSONS;

    /** Those of this installation. */
    static List<SecurityMeasure> of(KeyProviders providers) {
        return Arrays.stream(values())
                .filter(measure -> measure != KEYS_WRAPPED || providers.isUsed())
                .toList();
    }
}
