// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.launcher.suite.SuiteState;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@code helm test} runs in a cluster, run against real services: {@code
 * deploy/helm/temoin/files/Smoke.java}.
 */
public final class SmokeOfTheChart {

    private static final String DIALER = "dialer-voix-du-rhone";

    private final SuiteState suite;
    private final SuiteFolder folder;

    /** Of a suite that is running, with an agreement between the parties of the story. */
    public SmokeOfTheChart(SuiteState suite, SuiteFolder folder) {
        this.suite = suite;
        this.folder = folder;
    }

    /** An allowed call, a denied one, and a test that cannot pass. */
    public void check() throws IOException, InterruptedException {
        String allowed;
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite, new Transcript(_ -> {}));
            var clock = new DemoClock(conversation, folder);
            clock.toNextMidMorning();
            allowed = "+33199%06d".formatted(folder.nextStoryCall());
            conversation.quietly(PermissionChapter.consent(allowed, clock)).status(201);
        }
        var denied = "+33199%06d".formatted(folder.nextStoryCall());

        assertThat(smoke(allowed, Map.of("REQUIRE_RECEIPT", "true")))
                .startsWith("0\n")
                .contains("decision: ALLOW", "The signature of the receipt is valid.");
        assertThat(smoke(denied, Map.of()))
                .startsWith("0\n")
                .contains("decision: DENY", "the keys that verify receipts are published");
        assertThat(smoke(denied, Map.of("REQUIRE_RECEIPT", "true")))
                .startsWith("1\n")
                .contains("FAILED: the decision has no receipt");
        assertThat(smoke(allowed, Map.of("CLIENT_SECRET", "of-somebody-else")))
                .startsWith("1\n")
                .contains("answered 401");
    }

    /** The exit code, and what it said. */
    private String smoke(String number, Map<String, String> changed)
            throws IOException, InterruptedException {
        var environment = new HashMap<String, String>();
        environment.put("CONSENT_URL", suite.service(ServiceName.CONSENT).toString());
        environment.put("ISSUER_URL", suite.keycloak() + "/realms/temoin");
        environment.put("CLIENT_ID", DIALER);
        environment.put("CLIENT_SECRET", "demo-" + DIALER);
        environment.put("CONTROLLER", "rhone-telecom");
        environment.put("PURPOSE", "PROSPECTING_CALL");
        environment.put("OFFER", "fibre");
        environment.put("NUMBER", number);
        environment.put("REQUIRE_RECEIPT", "false");
        environment.putAll(changed);
        var builder =
                new ProcessBuilder(
                        ChildProcess.java(),
                        SourceTree.root()
                                .resolve("deploy/helm/temoin/files/Smoke.java")
                                .toString());
        builder.environment().putAll(environment);
        var process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue() + "\n" + said;
    }
}
