// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.temoin.audit.export.ConfiguredCollector;
import io.temoin.platform.ServiceComponents;

/**
 * A real PostgreSQL and a real Kafka for every test of this module that starts the service, and a
 * collector and a bucket in its configuration.
 */
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "audit"))
@QuarkusTestResource(ConfiguredCollector.class)
@QuarkusTestResource(ConfiguredBuckets.class)
final class Components {

    private Components() {}
}
