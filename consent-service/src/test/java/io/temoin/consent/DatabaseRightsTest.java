// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.DatabaseRights;
import io.temoin.platform.ServiceComponents;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class DatabaseRightsTest {

    @Test
    void areNarrow() throws SQLException {
        DatabaseRights.areNarrow();
    }
}
