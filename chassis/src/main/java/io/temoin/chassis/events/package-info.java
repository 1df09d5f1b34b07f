// SPDX-License-Identifier: Apache-2.0
/** Events on their way: from the store to Kafka, from Kafka to commands, into read models. */
@NullMarked
package io.temoin.chassis.events;

import org.jspecify.annotations.NullMarked;
