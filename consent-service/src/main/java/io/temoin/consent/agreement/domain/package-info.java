// SPDX-License-Identifier: Apache-2.0
/** Parties, agreements and what they instruct: pure rules, no framework. */
@NullMarked
package io.temoin.consent.agreement.domain;

import org.jspecify.annotations.NullMarked;
