// SPDX-License-Identifier: Apache-2.0
/** Was the person told before the recording? The evidence, and when it is credible. Pure. */
@NullMarked
package io.temoin.consent.serving.domain;

import org.jspecify.annotations.NullMarked;
