// SPDX-License-Identifier: Apache-2.0
/** What happens to a saved search, and who may do it. */
@NullMarked
package io.temoin.audit.search.domain;

import org.jspecify.annotations.NullMarked;
