// SPDX-License-Identifier: Apache-2.0
/** Whether a call may be made and recorded: the question, its preparation, its answer. */
@NullMarked
package io.temoin.consent.decision;

import org.jspecify.annotations.NullMarked;
