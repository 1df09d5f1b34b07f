// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that a key was destroyed.
 *
 * @param keyId the key; {@code null} when the scope never had one
 * @param fingerprint SHA-256 of the wrapped key, hexadecimal; {@code null} without a key
 * @param at when it was destroyed; the first time, if asked again
 */
public record KeyDestruction(
        @Nullable UUID keyId, @Nullable String fingerprint, Instant at, String basis) {}
