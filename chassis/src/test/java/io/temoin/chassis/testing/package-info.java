// SPDX-License-Identifier: Apache-2.0
/** The test language of the contracts: events, OpenAPI and access, as they lie in contracts/. */
@NullMarked
package io.temoin.chassis.testing;

import org.jspecify.annotations.NullMarked;
