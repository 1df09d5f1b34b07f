// SPDX-License-Identifier: Apache-2.0
/** That evidence was handed out, which is on record before it leaves. */
@NullMarked
package io.temoin.audit.evidence.domain;

import org.jspecify.annotations.NullMarked;
