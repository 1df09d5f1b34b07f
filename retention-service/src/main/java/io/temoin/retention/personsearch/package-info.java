// SPDX-License-Identifier: Apache-2.0
/** What is held about a person at one controller, and that somebody looked. */
@NullMarked
package io.temoin.retention.personsearch;

import org.jspecify.annotations.NullMarked;
