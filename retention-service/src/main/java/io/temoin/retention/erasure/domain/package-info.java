// SPDX-License-Identifier: Apache-2.0
/** The order in which a person is erased, purely. */
@NullMarked
package io.temoin.retention.erasure.domain;

import org.jspecify.annotations.NullMarked;
