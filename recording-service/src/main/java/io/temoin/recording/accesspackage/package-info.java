// SPDX-License-Identifier: Apache-2.0
/** What recording-service contributes to a person's access package. */
@NullMarked
package io.temoin.recording.accesspackage;

import org.jspecify.annotations.NullMarked;
