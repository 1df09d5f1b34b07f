// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.consent.disposal.domain;

import org.jspecify.annotations.NullMarked;
