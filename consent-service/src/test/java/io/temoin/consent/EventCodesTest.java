// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import io.temoin.chassis.testing.EventCodesContract;

class EventCodesTest extends EventCodesContract {

    EventCodesTest() {
        super("consent");
    }
}
