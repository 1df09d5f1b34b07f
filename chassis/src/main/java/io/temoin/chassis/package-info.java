// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.chassis;

import org.jspecify.annotations.NullMarked;
