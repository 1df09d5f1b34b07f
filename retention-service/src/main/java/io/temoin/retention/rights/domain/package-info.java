// SPDX-License-Identifier: Apache-2.0
/** Requests by which people exercise their rights, from receipt to answer; pure Java. */
@NullMarked
package io.temoin.retention.rights.domain;

import org.jspecify.annotations.NullMarked;
