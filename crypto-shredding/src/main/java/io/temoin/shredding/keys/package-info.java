// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.shredding.keys;

import org.jspecify.annotations.NullMarked;
