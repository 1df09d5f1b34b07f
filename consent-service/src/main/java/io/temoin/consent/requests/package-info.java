// SPDX-License-Identifier: Apache-2.0
/** How requests of this service are read and answered; knows no decision. */
@NullMarked
package io.temoin.consent.requests;

import org.jspecify.annotations.NullMarked;
