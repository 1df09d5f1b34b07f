// SPDX-License-Identifier: Apache-2.0
/** What every part of the log's formats needs: one refusal, and strict reading of text. */
@NullMarked
package io.temoin.transparency;

import org.jspecify.annotations.NullMarked;
