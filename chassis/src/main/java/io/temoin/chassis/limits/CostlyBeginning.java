// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.temoin.chassis.requests.Costly;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * Has a costly operation begin when its method is called, which is when the body has been read. Any
 * value of the annotation binds it.
 */
@Costly("operations")
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class CostlyBeginning {

    private final CostlyOperations operations;

    CostlyBeginning(CostlyOperations operations) {
        this.operations = operations;
    }

    @AroundInvoke
    Object begin(InvocationContext invocation) throws Exception {
        if (!(invocation.getTarget() instanceof CostlyOperations)) { // its filter is bound as well
            operations.begin();
        }
        return invocation.proceed();
    }
}
