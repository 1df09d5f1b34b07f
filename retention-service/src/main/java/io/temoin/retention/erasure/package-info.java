// SPDX-License-Identifier: Apache-2.0
/**
 * The erasure of a person who asked for it: the owners destroy, then the trail forgets, then the
 * desk can answer.
 */
@NullMarked
package io.temoin.retention.erasure;

import org.jspecify.annotations.NullMarked;
