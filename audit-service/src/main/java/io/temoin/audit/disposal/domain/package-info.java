// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.audit.disposal.domain;

import org.jspecify.annotations.NullMarked;
