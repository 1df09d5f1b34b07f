// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** Where it is known from that somebody received the data. */
public enum RecipientOrigin {
    /** The controller declared it with a purpose. */
    DECLARED,
    /** The desk named it. */
    DESK
}
