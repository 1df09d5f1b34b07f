// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.temoin.platform.ServiceComponents;

/**
 * A real PostgreSQL and a real Kafka for every test of this module that starts the service, and a
 * server that publishes the keys of {@link Receipts}.
 */
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "recording"))
@QuarkusTestResource(ReceiptKeysServer.class)
final class Components {

    private Components() {}
}
