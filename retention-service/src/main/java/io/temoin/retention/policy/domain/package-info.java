// SPDX-License-Identifier: Apache-2.0
/** How long the law and a controller let recordings be kept, as data. */
@NullMarked
package io.temoin.retention.policy.domain;

import org.jspecify.annotations.NullMarked;
