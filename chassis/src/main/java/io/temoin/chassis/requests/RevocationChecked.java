// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that must not be done with a token whose session has ended: {@link
 * RevocationCheck} asks the identity provider first.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RevocationChecked {}
