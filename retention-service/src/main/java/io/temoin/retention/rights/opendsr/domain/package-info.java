// SPDX-License-Identifier: Apache-2.0
/** What OpenDSR says of a request at the desk, and when it is said again; pure Java. */
@NullMarked
package io.temoin.retention.rights.opendsr.domain;

import org.jspecify.annotations.NullMarked;
