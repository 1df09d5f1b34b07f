// SPDX-License-Identifier: Apache-2.0
/**
 * Parties and the agreements between them: who may process what for whom (GDPR art. 26, 28, 29).
 */
@NullMarked
package io.temoin.consent.agreement;

import org.jspecify.annotations.NullMarked;
