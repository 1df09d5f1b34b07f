// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.SuiteState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What {@code up} prints for a newcomer, run in a shell as it stands there. */
final class FirstCall {

    private static final String BEGIN = "To send a first API request, paste this into a shell:\n";
    private static final long SECONDS = 30;

    private FirstCall() {}

    /** The answer to the printed commands, with its headers. */
    static String answer(SuiteState state) throws IOException, InterruptedException {
        return run(commands(Addresses.of(state, "a-password")));
    }

    /** The lines under the sentence that says to paste them, to the next empty one. */
    private static String commands(String printed) {
        String after = printed.substring(printed.indexOf(BEGIN) + BEGIN.length());
        String commands =
                after.lines().takeWhile(line -> !line.isBlank()).collect(Collectors.joining("\n"));
        assertThat(commands).contains("client_id=temoin-demo", "curl -i");
        return commands;
    }

    static String run(String commands) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(List.of("sh", "-c", commands)).start();
        shell.getOutputStream().close();
        byte[] said = shell.getInputStream().readAllBytes();
        assertThat(shell.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).isZero();
        return new String(said, StandardCharsets.UTF_8);
    }
}
