// SPDX-License-Identifier: Apache-2.0
/** How an entry is written in the formats of others, and what happens to an export; pure. */
@NullMarked
package io.temoin.audit.export.domain;

import org.jspecify.annotations.NullMarked;
