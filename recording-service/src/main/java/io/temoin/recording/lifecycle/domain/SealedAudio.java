// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.UUID;

/**
 * Audio as the vault holds it.
 *
 * @param length bytes in clear
 * @param sha256 of the bytes in clear, hexadecimal
 * @param keyId the key it is sealed under
 */
public record SealedAudio(long length, String sha256, String mediaType, UUID keyId) {

    /** Whether both are the same bytes, whatever key seals them. */
    boolean sameBytes(SealedAudio other) {
        return length == other.length && sha256.equals(other.sha256);
    }
}
