// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** What a controller may want to be stated before a call. */
public enum CallFact {
    /** What would be offered, before marketing calls: without it no ban of a sector can bite. */
    SECTOR,
    /** What exactly would be offered, in the controller's own code; before marketing calls. */
    OFFER,
    /** The number shown, before every call: without it nobody knows whether it may be. */
    CALLER_ID
}
