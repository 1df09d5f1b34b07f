// SPDX-License-Identifier: Apache-2.0
/** What is registered, and when it has to go. Pure. */
@NullMarked
package io.temoin.retention.register.domain;

import org.jspecify.annotations.NullMarked;
