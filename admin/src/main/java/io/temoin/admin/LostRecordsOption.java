// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import picocli.CommandLine.Option;

/** Whether it is a fault that the topic has lost records since the backup. */
final class LostRecordsOption {

    static final String NAME = "--accept-lost-records";

    @Option(
            names = NAME,
            description =
                    "Do not count as a fault that the topic has lost records since the backup, to"
                            + " its retention: erasures of that time are known from elsewhere, and"
                            + " will be carried out again before anybody has access.")
    private boolean accepted;

    boolean accepted() {
        return accepted;
    }
}
