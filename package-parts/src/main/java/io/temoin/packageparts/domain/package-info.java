// SPDX-License-Identifier: Apache-2.0
/** What one service contributes to an access package; pure Java. */
@NullMarked
package io.temoin.packageparts.domain;

import org.jspecify.annotations.NullMarked;
