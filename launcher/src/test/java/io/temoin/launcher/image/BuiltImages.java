// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.SourceTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images as {@code deploy/images/build.sh} builds them. */
final class BuiltImages {

    private BuiltImages() {}

    /**
     * Builds them.
     *
     * @return the folder with an OCI layout of each
     */
    static Path of(List<String> names, Path folder) throws IOException, InterruptedException {
        var built = folder.resolve("images");
        var command = new ArrayList<String>();
        command.add(SourceTree.root().resolve("deploy/images/build.sh").toString());
        command.addAll(List.of("--output", built.toString()));
        names.forEach(name -> command.addAll(List.of("--service", name)));
        var build = new ProcessBuilder(command);
        build.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var said = folder.resolve("build.log").toFile();
        var process =
                build.redirectErrorStream(true)
                        .redirectOutput(said)
                        .redirectInput(new File("/dev/null"))
                        .start();
        var status = process.waitFor();
        System.out.print(Files.readString(said.toPath()));
        assertThat(status).isZero();
        return built;
    }
}
