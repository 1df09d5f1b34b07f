// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** Where the notification of a recipient is. */
public enum RecipientState {
    /** The person is told who it is; the request changes nothing of which it would be told. */
    LISTED,
    /** To be told. */
    TO_NOTIFY,
    NOTIFIED,
    ACKNOWLEDGED,
    /** Not told, for a reason. */
    EXCUSED
}
