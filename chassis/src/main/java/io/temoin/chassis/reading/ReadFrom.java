// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.reading;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the read model that a resource's answers come from, a bean. Without it they are taken to
 * come from the projections of the service's own events.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReadFrom {

    Class<? extends ReadModel> value();
}
