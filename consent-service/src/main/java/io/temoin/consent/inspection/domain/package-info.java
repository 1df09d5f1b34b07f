// SPDX-License-Identifier: Apache-2.0
/** What is on record of a reading of personal data. */
@NullMarked
package io.temoin.consent.inspection.domain;

import org.jspecify.annotations.NullMarked;
