// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal.domain;

/** Why an item is not destroyed. */
public enum RefusalReason {
    /** There is no such item of that kind. */
    UNKNOWN,
    /** It is still being written. */
    IN_USE,
    /** It is another controller's. */
    NOT_OF_CONTROLLER
}
