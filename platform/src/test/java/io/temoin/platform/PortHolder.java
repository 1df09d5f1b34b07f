// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;

/** Another JVM: takes a port, says which, and lives until its input ends. */
final class PortHolder {

    private PortHolder() {}

    static void main() throws IOException {
        IO.println(FreePorts.any());
        System.in.transferTo(System.out);
    }

    static Process start() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PortHolder.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
