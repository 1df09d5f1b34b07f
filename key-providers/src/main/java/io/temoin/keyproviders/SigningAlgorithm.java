// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

/** How a key signs. Signatures have 64 bytes with either. */
public enum SigningAlgorithm {
    /** Ed25519 (RFC 8032). */
    ED25519,
    /** ECDSA over P-256 with SHA-256 (FIPS 186-5); the signature is r and s, 32 bytes each. */
    ECDSA_P256
}
