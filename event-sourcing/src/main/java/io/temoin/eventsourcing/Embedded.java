// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a record's component that is itself a record: in an event's JSON its components are members of
 * the enclosing object, so that the domain can group what the published event lists.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Embedded {}
