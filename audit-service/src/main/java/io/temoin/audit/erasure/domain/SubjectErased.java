// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.util.UUID;

/**
 * A person was erased from the trail. It says that it was done and why, and not of whom: all that
 * ever happens to an erasure.
 *
 * @param entries how many entries told of the person
 */
public record SubjectErased(UUID erasure, long entries, Reason reason) {

    /**
     * Why.
     *
     * @param reference of the request or case
     */
    public record Reason(ErasureGround code, String reference) {}
}
