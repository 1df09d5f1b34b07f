// SPDX-License-Identifier: Apache-2.0
/** What one controller may do towards one data subject: pure rules, no framework. */
@NullMarked
package io.temoin.consent.permission.domain;

import org.jspecify.annotations.NullMarked;
