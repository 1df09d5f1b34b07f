// SPDX-License-Identifier: Apache-2.0
/** Rule packs: law as dated data, where it comes from and which of it is in force. */
@NullMarked
package io.temoin.consent.rules;

import org.jspecify.annotations.NullMarked;
