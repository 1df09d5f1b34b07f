// SPDX-License-Identifier: Apache-2.0
/**
 * The real components the suite stands on (PostgreSQL, Kafka, Keycloak) as child processes of this
 * JVM, on 127.0.0.1 and free ports, without Docker. For the launcher and the tests; never shipped.
 */
@NullMarked
package io.temoin.platform;

import org.jspecify.annotations.NullMarked;
