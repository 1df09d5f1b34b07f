// SPDX-License-Identifier: Apache-2.0
/** What a purpose must rest on before anything is processed for it. Pure. */
@NullMarked
package io.temoin.consent.purpose.domain;

import org.jspecify.annotations.NullMarked;
