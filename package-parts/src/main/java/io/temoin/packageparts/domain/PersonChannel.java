// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On which channel of one recording the person is heard.
 *
 * @param channel from 1; absent when the desk does not know
 */
public record PersonChannel(UUID recording, @Nullable Integer channel) {}
