// SPDX-License-Identifier: Apache-2.0
/** Sentences in the language of whoever reads them, filled with facts. */
@NullMarked
package io.temoin.retention.text;

import org.jspecify.annotations.NullMarked;
