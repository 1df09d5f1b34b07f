// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.recording.documents;

import org.jspecify.annotations.NullMarked;
