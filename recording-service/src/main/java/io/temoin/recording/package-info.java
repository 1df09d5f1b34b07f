// SPDX-License-Identifier: Apache-2.0
/** recording-service: keeps recordings sealed, opens them for a reason, destroys them for good. */
@NullMarked
package io.temoin.recording;

import org.jspecify.annotations.NullMarked;
