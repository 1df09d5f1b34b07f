// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PermitTest {

    private final AtomicInteger freed = new AtomicInteger();
    private final Permit permit = new Permit(freed::incrementAndGet);

    @Test
    void isFreeWhenTheRequestAndTheWorkItLeftBehindHaveEnded() {
        Runnable request = permit.use();
        Runnable work = permit.use();

        request.run();
        assertThat(freed).hasValue(0);

        work.run();
        assertThat(freed).hasValue(1);
    }

    @Test
    void anEndThatIsToldTwiceCountsOnce() {
        Runnable request = permit.use();
        Runnable work = permit.use();

        request.run();
        request.run();
        assertThat(freed).hasValue(0);

        work.run();
        work.run();
        assertThat(freed).hasValue(1);
    }
}
