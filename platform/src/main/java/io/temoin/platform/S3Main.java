// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import org.gaul.s3proxy.Main;

/**
 * The S3 server's own JVM: serves until it is told to end or its parent is gone. Started by {@link
 * S3Server} with the server's class path; nothing else may touch this class.
 */
final class S3Main {

    private S3Main() {}

    /** Runs the server described by the properties file named by the only argument. */
    public static void main(String[] arguments) throws Exception {
        var _ =
                ProcessHandle.current()
                        .parent()
                        .orElseThrow(
                                () -> new IOException("The parent of this server is gone already."))
                        .onExit()
                        .thenRun(() -> System.exit(0));
        Main.main(new String[] {"--properties", arguments[0]});
    }
}
