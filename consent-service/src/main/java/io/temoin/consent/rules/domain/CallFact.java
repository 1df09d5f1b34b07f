// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** What a controller may want to be stated before every call. */
public enum CallFact {
    /** What would be offered: without it no ban of a sector can bite. */
    SECTOR,
    /** What exactly would be offered, in the controller's own code. */
    OFFER,
    /** The number that would be shown: without it nobody knows whether it may be. */
    CALLER_ID
}
