// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.admin.AnsweringService.Answer;
import io.temoin.admin.AnsweringService.SentRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import into a service that has some of it, from somebody else. */
class ImportConfigurationCommandTest {

    private static final String THERE =
            "{\"controller\":\"rhone-telecom\",\"notice\":\"greeting\",\"version\":1,"
                    + "\"text\":\"We record.\",\"stage\":\"PUBLISHED\"}";
    private static final String NEW =
            "{\"controller\":\"rhone-telecom\",\"notice\":\"greeting\",\"version\":2,"
                    + "\"text\":\"We record this call.\",\"stage\":\"DRAFT\"}";

    @TempDir Path folder;

    private final List<String> posted = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private AnsweringService service;

    @BeforeEach
    void start() throws IOException {
        service = new AnsweringService(this::answer);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** The service would take the command of another person for a new one. */
    @Test
    void draftsNoNoticeThatIsThere() throws IOException {
        assertThat(importing(THERE, NEW)).isEqualTo(AdminProgram.DONE);

        assertThat(posted)
                .containsExactly(
                        "{\"controller\":\"rhone-telecom\",\"notice\":\"greeting\",\"text\":\"We"
                                + " record this call.\"}");
        assertThat(out.toString().lines())
                .containsExactly(
                        "  there already: notice greeting, version 1, of rhone-telecom",
                        "  imported: notice greeting, version 2, of rhone-telecom");
    }

    private int importing(String... notices) throws IOException {
        var program = AdminProgram.commandLine();
        program.setOut(new PrintWriter(out, true));
        return AdminProgram.run(
                program,
                "import-configuration",
                "--consent-service",
                service.address(),
                "--token-file",
                Files.writeString(folder.resolve("token"), "token").toString(),
                Files.writeString(
                                folder.resolve("document.json"),
                                "{\"form\":\"%s\",\"notices\":[%s]}"
                                        .formatted(
                                                ExportConfigurationCommand.FORM,
                                                String.join(",", notices)))
                        .toString());
    }

    private Answer answer(SentRequest asked) {
        if (asked.line().startsWith("POST ")) {
            posted.add(asked.body());
        }
        var listed = THERE.replace("\"text\":\"We record.\",", ""); // a list is without the texts
        return new Answer(
                200,
                switch (asked.line()) {
                    case "GET /v1/notices" -> "{\"items\":[%s]}".formatted(listed);
                    case "GET /v1/notices/greeting/1" -> THERE;
                    default -> "{}";
                });
    }
}
