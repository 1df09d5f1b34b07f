// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What proves that a recording is gone, as the service that destroyed it says.
 *
 * @param keyId the destroyed key; {@code null} when there never was one
 * @param keyFingerprint SHA-256 of the wrapped key
 * @param bytes length of the audio that can no longer be read
 * @param keyScope what the key was for, a code; {@code null} in an event of before certificates
 * @param horizon from when on no backup holds the key, at the latest; likewise
 */
public record DispositionEvidence(
        @Nullable String keyId,
        @Nullable String keyFingerprint,
        long bytes,
        @Nullable String keyScope,
        @Nullable Instant horizon) {}
