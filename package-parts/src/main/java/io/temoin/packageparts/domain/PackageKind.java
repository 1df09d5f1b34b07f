// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

/** What a package is an answer to. */
public enum PackageKind {
    /** Everything that is held of the person (GDPR art. 15). */
    ACCESS,
    /** What the person provided, where it rests on consent or a contract (GDPR art. 20). */
    PORTABILITY
}
