// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** A service that holds data of a person, and contributes to an answer. */
public enum OwnerService {
    CONSENT,
    RECORDING,
    RETENTION,
    AUDIT
}
