// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of the person is destroyed, so that nothing can bring back what an erasure takes. The
 * database forgets nothing of a person before this is on record, and by what it says an erasure
 * that is cut off is completed.
 *
 * @param evidence {@code null} when the person never had a key here
 * @param override {@code null} when other services held nothing of the person
 */
public record SubjectKeyDestroyed(
        UUID erasure,
        SubjectErased.Reason reason,
        SubjectErased.@Nullable Evidence evidence,
        SubjectErased.@Nullable Overruling override)
        implements ErasureEvent {}
