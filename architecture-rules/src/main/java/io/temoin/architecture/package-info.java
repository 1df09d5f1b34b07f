// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.architecture;

import org.jspecify.annotations.NullMarked;
