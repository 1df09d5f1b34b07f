// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that costs much more than others: the {@code CostlyOperations} of the limits
 * count it against limits of its own, in addition to those of every request. On a method of a
 * resource.
 */
@NameBinding
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Costly {

    /**
     * What operations of this kind are called, in the plural: in the settings {@code
     * temoin.limits.costly.…}, in the headers of a refusal and, with spaces, in its sentence.
     */
    @Nonbinding
    String value();
}
