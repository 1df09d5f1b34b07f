// SPDX-License-Identifier: Apache-2.0
/** One proof that calls rest on, and until when it is kept at least. Pure. */
@NullMarked
package io.temoin.retention.proof.domain;

import org.jspecify.annotations.NullMarked;
