// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.quarkus.test.junit.QuarkusTest;

/** Exports whose chunks lie in the database. */
@QuarkusTest
class ExportJobTest extends ExportWritingContract {

    ExportJobTest(ExportJob job) {
        super(job);
    }
}
