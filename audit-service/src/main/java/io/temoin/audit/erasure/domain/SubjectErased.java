// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person was erased from the trail. The entry of this event is what every missing salt is held
 * against.
 *
 * @param entries how many entries told of the person
 * @param entriesDigest SHA-256 of the list of what was taken from these entries, hexadecimal
 * @param evidence of the destruction of the person's key; {@code null} when there was none
 * @param override why it was done although other services still hold something of the person;
 *     {@code null} when they held nothing
 */
public record SubjectErased(
        UUID erasure,
        long entries,
        String entriesDigest,
        Reason reason,
        @Nullable Evidence evidence,
        @Nullable Overruling override)
        implements ErasureEvent {

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

    /**
     * Why the trail may forget a person of whom something is left elsewhere.
     *
     * @param reference of the decision
     */
    public record Overruling(OverrideGround code, String reference) {}
}
