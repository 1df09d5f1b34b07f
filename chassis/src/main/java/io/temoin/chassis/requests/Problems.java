// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problem types that an operation answers with, or all operations of a class, besides those
 * that follow from its kind ({@link ProblemResponses}). Their statuses and texts are in {@code
 * problem-types/*.properties}.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Problems {

    /** Names such as {@code cursor-invalid}. */
    String[] value();
}
