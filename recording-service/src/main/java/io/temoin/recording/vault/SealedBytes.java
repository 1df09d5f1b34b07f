// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import java.util.UUID;

/**
 * What was sealed.
 *
 * @param length bytes in clear
 * @param sha256 of the bytes in clear, hexadecimal
 * @param keyId the key they are sealed under
 */
public record SealedBytes(long length, String sha256, UUID keyId) {}
