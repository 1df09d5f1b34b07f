// SPDX-License-Identifier: Apache-2.0
/** Exports of the trail: asked for with a reason, written as jobs, handed out on record. */
@NullMarked
package io.temoin.audit.export;

import org.jspecify.annotations.NullMarked;
