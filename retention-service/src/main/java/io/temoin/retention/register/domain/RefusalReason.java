// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

/** Why an owner did not destroy an item that was ordered destroyed. */
public enum RefusalReason {
    /** The owner has no such item. */
    UNKNOWN,
    /** It is still needed: a consent in force, a call that still counts. */
    IN_USE,
    /** It is another controller's. */
    NOT_OF_CONTROLLER
}
