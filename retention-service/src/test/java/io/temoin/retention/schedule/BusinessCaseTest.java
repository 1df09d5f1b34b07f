// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.retention.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of business events have in common: each has a call of its own. */
abstract class BusinessCaseTest {

    final TestClock clock;
    BusinessCase business;
    RecordingCase its;

    BusinessCaseTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void open() {
        business = new BusinessCase(clock);
        its = business.its;
    }

    @AfterEach
    void close() {
        business.close();
    }
}
