// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import org.jspecify.annotations.Nullable;

/**
 * How a consent was obtained: what the professional must be able to prove (GDPR art. 7(1), C.
 * conso. R223-2).
 *
 * @param wordingVersion version of the exact words the person heard or read
 * @param positiveAct what the person did; absent in what is no consent for want of one
 */
public record ConsentProof(
        Channel channel,
        String wordingVersion,
        Mentions mentions,
        @Nullable PositiveAct positiveAct,
        Evidence evidence) {}
