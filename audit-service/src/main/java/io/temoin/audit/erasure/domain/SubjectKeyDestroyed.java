// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of the person is destroyed, so that nothing can bring back what an erasure takes. The
 * database forgets nothing of a person before this is on record.
 *
 * @param evidence {@code null} when the person never had a key here
 */
public record SubjectKeyDestroyed(UUID erasure, SubjectErased.@Nullable Evidence evidence)
        implements ErasureEvent {}
