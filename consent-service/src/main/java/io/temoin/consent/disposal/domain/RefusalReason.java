// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal.domain;

/** Why an item is not destroyed. */
public enum RefusalReason {
    /** There is no such item of that kind. */
    UNKNOWN,
    /** It still permits, forbids or counts, or a proof has to be kept longer. */
    IN_USE,
    /** It is another controller's. */
    NOT_OF_CONTROLLER
}
