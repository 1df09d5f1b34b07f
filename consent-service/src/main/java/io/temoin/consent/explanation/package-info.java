// SPDX-License-Identifier: Apache-2.0
/**
 * Turns the reasons of decisions, and the facts they rest on, into words of the reader's language.
 */
@NullMarked
package io.temoin.consent.explanation;

import org.jspecify.annotations.NullMarked;
