// SPDX-License-Identifier: Apache-2.0
/** Retention policies as data: what the law provides, and what tenants and controllers add. */
@NullMarked
package io.temoin.retention.policy;

import org.jspecify.annotations.NullMarked;
