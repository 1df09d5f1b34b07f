// SPDX-License-Identifier: Apache-2.0
/** The program with which strangers verify what the service says. */
@NullMarked
package io.temoin.audit.verifier;

import org.jspecify.annotations.NullMarked;
