// SPDX-License-Identifier: Apache-2.0
/** From a phone number to the pseudonym that events name, under the key of consent-service. */
@NullMarked
package io.temoin.retention.person;

import org.jspecify.annotations.NullMarked;
