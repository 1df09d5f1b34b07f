// SPDX-License-Identifier: Apache-2.0
/** That an announcement was heard, as the call reports it, and the receipt that proves it. */
@NullMarked
package io.temoin.consent.serving;

import org.jspecify.annotations.NullMarked;
