// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.temoin.chassis.testing.EventCodesContract;

class EventCodesTest extends EventCodesContract {

    EventCodesTest() {
        super("audit");
    }
}
