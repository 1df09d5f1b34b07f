// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.TemoinAdmin;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one tenant has configured is exported and imported into another, as far as the importer may
 * decide it, and a second import changes nothing.
 */
public final class ConfigurationTransfer {

    private final Suite suite;
    private final TemoinAdmin admin;

    /** On a suite that runs. */
    public ConfigurationTransfer(Suite suite) {
        this.suite = suite;
        this.admin = new TemoinAdmin(suite);
    }

    /** Exports for the controller, imports for it, and for another tenant. */
    public void check() {
        try (var http = HttpClient.newHttpClient()) {
            check(http, new Tokens(http, suite.state().keycloak()));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void check(HttpClient http, Tokens tokens) throws IOException {
        // Given
        var exported = run(tokens, Actor.DIANE, "export-configuration");
        assertThat(exported.out())
                .contains("\"form\" : \"temoin-configuration-1\"", "\"rhone-telecom\"")
                .contains("\"agreements\" : [ {");
        var document =
                Files.writeString(suite.folder().path().resolve("exported.json"), exported.out());

        // When the controller imports it where it is, everything is drafted once
        assertThat(run(tokens, Actor.DIANE, "import-configuration", document.toString()).as(0))
                .contains("imported: agreement of rhone-telecom with voix-du-rhone")
                .contains("party rhone-telecom");
        assertThat(run(tokens, Actor.DIANE, "import-configuration", document.toString()).as(0))
                .contains("imported before: agreement of rhone-telecom with voix-du-rhone")
                .doesNotContain("imported: agreement");

        // And who runs another tenant registers the parties, and decides nothing for them
        assertThat(run(tokens, Actor.BEATRICE, "import-configuration", document.toString()).as(1))
                .contains("imported: party rhone-telecom")
                .contains("NOT IMPORTED: agreement of rhone-telecom with voix-du-rhone");
        new Conversation(http, suite.state(), new Transcript(_ -> {}))
                .quietlyUntil(
                        Ask.get(CONSENT, "/v1/parties").as(Actor.BEATRICE),
                        "lists the imported party",
                        answer -> answer.texts("/items", "/id").contains("rhone-telecom"));
    }

    private TemoinAdmin.Ending run(Tokens tokens, Actor actor, String command, String... files)
            throws IOException {
        Path token =
                Files.writeString(
                        suite.folder().path().resolve("token-" + actor), tokens.of(actor));
        var words = new ArrayList<>(List.of(command));
        words.addAll(
                List.of(
                        "--consent-service",
                        suite.state().service(CONSENT).toString(),
                        "--token-file",
                        token.toString()));
        words.addAll(List.of(files));
        return admin.run(words.toArray(String[]::new));
    }
}
