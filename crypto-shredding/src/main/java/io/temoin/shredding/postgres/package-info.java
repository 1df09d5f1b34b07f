// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.shredding.postgres;

import org.jspecify.annotations.NullMarked;
