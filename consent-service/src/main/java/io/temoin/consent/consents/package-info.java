// SPDX-License-Identifier: Apache-2.0
/** Collects consents, shows them with their proof, and finds them. */
@NullMarked
package io.temoin.consent.consents;

import org.jspecify.annotations.NullMarked;
