// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

/**
 * What the person was told when asked; all five are mandatory (C. conso. R223-1 I).
 *
 * @param professionalAndGoods the professional, who acts for him, and the nature of the goods
 * @param choice that the person may say yes or no to that professional and that object
 * @param period how long the consent holds
 * @param withdrawal that it can be withdrawn at any time, and how
 * @param proofAccess how to obtain the proof on a durable medium
 */
public record Mentions(
        boolean professionalAndGoods,
        boolean choice,
        boolean period,
        boolean withdrawal,
        boolean proofAccess) {}
