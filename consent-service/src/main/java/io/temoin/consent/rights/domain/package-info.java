// SPDX-License-Identifier: Apache-2.0
/** Requests of data subjects and their legal clock; pure Java. */
@NullMarked
package io.temoin.consent.rights.domain;

import org.jspecify.annotations.NullMarked;
