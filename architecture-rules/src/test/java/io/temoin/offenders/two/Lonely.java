// SPDX-License-Identifier: Apache-2.0
package io.temoin.offenders.two;

/** An interface with one implementation: an offender. */
interface Lonely {}
