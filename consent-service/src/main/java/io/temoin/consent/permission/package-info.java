// SPDX-License-Identifier: Apache-2.0
/** The shell around the permission of one controller towards one data subject. */
@NullMarked
package io.temoin.consent.permission;

import org.jspecify.annotations.NullMarked;
