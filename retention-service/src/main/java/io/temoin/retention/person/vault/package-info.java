// SPDX-License-Identifier: Apache-2.0
/** What is remembered of the key that names people; the start waits for it. */
@NullMarked
package io.temoin.retention.person.vault;

import org.jspecify.annotations.NullMarked;
