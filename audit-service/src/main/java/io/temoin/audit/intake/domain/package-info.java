// SPDX-License-Identifier: Apache-2.0
/** What an audit entry says, and how a published event is read as one. */
@NullMarked
package io.temoin.audit.intake.domain;

import org.jspecify.annotations.NullMarked;
