// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.launcher.suite.SuiteState;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which suite is meant. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".temoin",
            description = "Folder with all data of the suite (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".temoin");

    SuiteFolder folder() {
        return new SuiteFolder(data);
    }

    /** Where the suite listens that runs on the folder now. */
    SuiteState running() {
        var folder = folder();
        if (!folder.isRunning()) {
            throw new Failure(
                    "No suite with the data folder %s is running: start one with ./temoin up."
                            .formatted(folder.path()));
        }
        return folder.state()
                .orElseThrow(
                        () ->
                                new Failure(
                                        "The suite with the data folder %s is still starting."
                                                .formatted(folder.path())));
    }
}
