// SPDX-License-Identifier: Apache-2.0
/** What is on record of a look at the trail. */
@NullMarked
package io.temoin.audit.inspection.domain;

import org.jspecify.annotations.NullMarked;
