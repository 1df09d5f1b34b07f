// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * JVMs that still work on a data directory because the launcher that started them was killed. They
 * are told by a mark on their command line, so a recycled process id or a stranger is never hit.
 */
public final class Leftovers {

    private static final int GRACE_SECONDS = 10;

    private Leftovers() {}

    /** The argument that marks a JVM as working on the directory. */
    public static String mark(Path dataDirectory) {
        return "-Dtemoin.works.on=" + dataDirectory.toAbsolutePath().normalize();
    }

    /** Stops every JVM that bears the mark of the directory, and waits until it is gone. */
    public static void stop(Path dataDirectory) {
        var mark = mark(dataDirectory);
        var leftovers =
                ProcessHandle.allProcesses().filter(process -> bears(process, mark)).toList();
        leftovers.forEach(ProcessHandle::destroy);
        for (var leftover : leftovers) {
            if (!endedInGrace(leftover)) {
                ChildProcess.killTree(leftover);
            }
        }
    }

    private static boolean endedInGrace(ProcessHandle process) {
        CompletableFuture<ProcessHandle> end = process.onExit();
        try {
            end.orTimeout(GRACE_SECONDS, TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    private static boolean bears(ProcessHandle process, String mark) {
        return process.info()
                .arguments()
                .map(arguments -> List.of(arguments).contains(mark))
                .orElse(false);
    }
}
