// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person was erased from the trail. It says that it was done and why, and not of whom: all that
 * ever happens to an erasure.
 *
 * @param entries how many entries told of the person
 * @param evidence of the destruction of the person's key; {@code null} when there was none, and of
 *     an erasure from before salts were kept under keys
 */
public record SubjectErased(
        UUID erasure, long entries, Reason reason, @Nullable Evidence evidence) {

    /**
     * Why.
     *
     * @param reference of the request or case
     */
    public record Reason(ErasureGround code, String reference) {}

    /**
     * What proves that a key was destroyed.
     *
     * @param keyFingerprint SHA-256 of the wrapped key, hexadecimal
     */
    public record Evidence(UUID keyId, String keyFingerprint) {}
}
