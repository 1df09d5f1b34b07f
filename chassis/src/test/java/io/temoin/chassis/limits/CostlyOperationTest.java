// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.limits.Holder.Kind;
import io.temoin.chassis.limits.LimitSettings.CostlyUse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CostlyOperationTest {

    /** Two of a caller at a time, three of a tenant. */
    private static final CostlyUse FEW =
            new CostlyUse() {
                @Override
                public int requests() {
                    return 10;
                }

                @Override
                public Duration period() {
                    return Duration.ofHours(1);
                }

                @Override
                public int concurrent() {
                    return 2;
                }

                @Override
                public int tenantConcurrent() {
                    return 3;
                }
            };

    private final InFlight inFlight = new InFlight();

    @Test
    void aCallerAndATenantHaveSoManyPlaces() {
        assertThat(of("ada").begin()).isNull();
        CostlyOperation second = of("ada");
        assertThat(second.begin()).isNull();

        assertThat(of("ada").busy()).contains("your limit on export downloads");
        assertThat(of("ada").begin()).startsWith("You have reached your limit on export downloads");
        assertThat(of("eva").begin()).isNull();
        assertThat(of("zoe").busy()).startsWith("Your tenant has reached its limit");
        assertThat(of("zoe").begin()).startsWith("Your tenant has reached its limit");

        second.answered();
        assertThat(of("zoe").begin()).isNull();
    }

    @Test
    void oneThatHasNotBegunHasNoPlace() {
        of("ada");
        of("ada").answered();

        assertThat(inFlight.holders()).isZero();
    }

    @Test
    void isInProgressUntilTheRequestAndTheWorkItLeftBehindHaveEnded() {
        CostlyOperation operation = of("ada");
        operation.begin();
        Runnable work = operation.use();

        operation.answered();
        assertThat(inFlight.holders()).isEqualTo(2);

        work.run();
        assertThat(inFlight.holders()).isZero();
    }

    @Test
    void anEndThatIsToldTwiceCountsOnce() {
        CostlyOperation operation = of("ada");
        operation.begin();
        Runnable work = operation.use();
        Runnable more = operation.use();

        operation.answered();
        operation.answered();
        work.run();
        work.run();
        assertThat(inFlight.holders()).isEqualTo(2);

        more.run();
        assertThat(inFlight.holders()).isZero();
    }

    /** Its work is done all the same, and nobody would tell a second time that it has hung up. */
    @Test
    void whoHangsUpHasNoPlaceButItsWorkHas() {
        CostlyOperation operation = of("ada");
        operation.answered();
        assertThat(operation.begin()).isNull();
        assertThat(inFlight.holders()).isZero();

        Runnable work = operation.use();
        assertThat(inFlight.holders()).isEqualTo(2);
        work.run();
        assertThat(inFlight.holders()).isZero();
    }

    private CostlyOperation of(String caller) {
        Holder holder = new Holder("helios", Kind.PEOPLE, caller);
        return new CostlyOperation(holder, "export-downloads", FEW, inFlight);
    }
}
