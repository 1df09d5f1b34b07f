// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Cuts the stack trace of a failing test to our own lines: a failed expectation of REST Assured has
 * thirty others, of Groovy. The whole trace goes to the test's output. JUnit finds this by itself
 * (META-INF/services).
 */
public final class OwnFrames implements TestExecutionExceptionHandler {

    private static final String OWN = "io.temoin.";

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        failure.printStackTrace();
        for (@Nullable Throwable it = failure; it != null; it = it.getCause()) {
            StackTraceElement[] own =
                    Arrays.stream(it.getStackTrace())
                            .filter(frame -> frame.getClassName().startsWith(OWN))
                            .toArray(StackTraceElement[]::new);
            if (own.length > 0) {
                it.setStackTrace(own);
            }
        }
        throw failure;
    }
}
