// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.temoin.chassis.requests.ThrowableProblem;

/** No receipt can be verified yet: consent-service's keys were never reachable. */
final class ReceiptKeysUnavailable extends ThrowableProblem {

    private static final long serialVersionUID = 1L;

    ReceiptKeysUnavailable() {
        super(
                "receipt-keys-unavailable",
                503,
                "Receipts cannot be verified at the moment; repeat the request.");
    }
}
