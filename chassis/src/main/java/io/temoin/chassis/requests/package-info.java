// SPDX-License-Identifier: Apache-2.0
/** What a request brings and gets: its caller, commands, pages, problems. Knows no message. */
@NullMarked
package io.temoin.chassis.requests;

import org.jspecify.annotations.NullMarked;
