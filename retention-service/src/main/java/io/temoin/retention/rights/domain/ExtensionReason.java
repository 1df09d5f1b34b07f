// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** Why an answer takes longer than a month (GDPR art. 12(3)). */
public enum ExtensionReason {
    COMPLEX,
    NUMEROUS
}
