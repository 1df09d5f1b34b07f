// SPDX-License-Identifier: Apache-2.0
/** Letters to the person who made a request: written from its facts, and recorded once sent. */
@NullMarked
package io.temoin.retention.letter;

import org.jspecify.annotations.NullMarked;
