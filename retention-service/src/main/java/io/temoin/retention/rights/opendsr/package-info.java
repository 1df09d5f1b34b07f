// SPDX-License-Identifier: Apache-2.0
/**
 * OpenDSR 2.0: controllers and processors send requests of people to the desk, and are told by
 * signed callbacks what becomes of them (docs/opendsr.md).
 */
@NullMarked
package io.temoin.retention.rights.opendsr;

import org.jspecify.annotations.NullMarked;
