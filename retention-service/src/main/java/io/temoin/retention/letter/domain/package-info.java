// SPDX-License-Identifier: Apache-2.0
/** What a letter says, in no language yet. */
@NullMarked
package io.temoin.retention.letter.domain;

import org.jspecify.annotations.NullMarked;
