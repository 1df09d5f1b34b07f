// SPDX-License-Identifier: Apache-2.0
/** What a link may be refused for; pure Java. */
@NullMarked
package io.temoin.consent.selfservice.domain;

import org.jspecify.annotations.NullMarked;
