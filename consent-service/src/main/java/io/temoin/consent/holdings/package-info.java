// SPDX-License-Identifier: Apache-2.0
/** What the other services hold about a person, as they say it on their topics. */
@NullMarked
package io.temoin.consent.holdings;

import org.jspecify.annotations.NullMarked;
