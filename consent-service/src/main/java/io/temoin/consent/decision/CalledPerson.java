// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.shredding.SubjectId;

/** Who would be called, by pseudonym, and where they may be. */
public record CalledPerson(SubjectId subject, CalleePlace place) {}
