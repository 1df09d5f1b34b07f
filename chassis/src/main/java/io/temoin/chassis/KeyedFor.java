// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import io.temoin.shredding.keys.KeyPurpose;
import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Selects the key of a keyed hash by its purpose. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface KeyedFor {

    KeyPurpose value();
}
