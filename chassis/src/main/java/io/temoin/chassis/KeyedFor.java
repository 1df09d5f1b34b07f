// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import io.temoin.eventsourcing.shredding.KeyPurpose;
import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a keyed hash is for, and thereby under which key it is made: there is none without a
 * purpose.
 */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface KeyedFor {

    KeyPurpose value();
}
