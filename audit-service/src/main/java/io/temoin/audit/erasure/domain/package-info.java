// SPDX-License-Identifier: Apache-2.0
/** What is decided of an erasure from the trail. */
@NullMarked
package io.temoin.audit.erasure.domain;

import org.jspecify.annotations.NullMarked;
