// SPDX-License-Identifier: Apache-2.0
/**
 * What is settled when a service starts: checks, clock, cryptography, and the turn of key epochs.
 */
@NullMarked
package io.temoin.chassis.start;

import org.jspecify.annotations.NullMarked;
