// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

/** No receipt can be verified yet: consent-service's keys were never reachable. */
final class ReceiptKeysUnavailable extends RuntimeException {

    ReceiptKeysUnavailable() {
        super("the keys of consent-service are not known yet");
    }
}
