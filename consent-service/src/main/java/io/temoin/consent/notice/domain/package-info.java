// SPDX-License-Identifier: Apache-2.0
/** By what people are told (GDPR art. 13, 14): texts, their languages and ways. Pure. */
@NullMarked
package io.temoin.consent.notice.domain;

import org.jspecify.annotations.NullMarked;
