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
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export from a service that refuses some of it. */
class ExportConfigurationCommandTest {

    private static final String PURPOSES = "/v1/purposes?controller=rhone-telecom";

    private static final String USED_UP =
            "{\"type\":\"urn:temoin:problem:too-many-requests\",\"detail\":\"Used up.\"}";

    private static final String INCIDENT =
            "{\"type\":\"urn:temoin:problem:internal-error\",\"detail\":\"Incident 7.\"}";

    @TempDir Path folder;

    private final Deque<Answer> purposes = new ArrayDeque<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private AnsweringService service;

    @BeforeEach
    void start() throws IOException {
        service = new AnsweringService(this::answer);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void namesWhatItCouldNotRead() throws IOException {
        purposes.add(new Answer(500, INCIDENT));

        assertThat(export()).isEqualTo(AdminProgram.FAULTS);

        assertThat(err.toString()).isEqualTo("Left out: " + PURPOSES + ": Incident 7.\n");
        assertThat(out.toString()).contains("\"rhone-telecom\"").contains("\"purposes\" : [ ]");
    }

    @Test
    void waitsForAQuotaThatIsUsedUp() throws IOException {
        purposes.add(new Answer(429, USED_UP));
        purposes.add(new Answer(429, USED_UP));
        purposes.add(new Answer(200, "{\"items\":[{\"purpose\":\"QUALITY\"}]}"));

        assertThat(export()).as(err.toString()).isEqualTo(AdminProgram.DONE);

        assertThat(out.toString()).contains("\"QUALITY\"");
    }

    private int export() throws IOException {
        var program = AdminProgram.commandLine();
        program.setOut(new PrintWriter(out, true));
        program.setErr(new PrintWriter(err, true));
        return AdminProgram.run(
                program,
                "export-configuration",
                "--consent-service",
                service.address(),
                "--token-file",
                Files.writeString(folder.resolve("token"), "token").toString());
    }

    private Answer answer(SentRequest asked) {
        return switch (asked.line()) {
            case "GET /v1/parties" ->
                    new Answer(
                            200,
                            "{\"items\":[{\"id\":\"rhone-telecom\",\"roles\":"
                                    + "[\"CONTROLLER\"]}]}");
            case "GET /v1/parties/rhone-telecom" -> new Answer(200, "{\"id\":\"rhone-telecom\"}");
            case "GET /v1/purposes" -> purposes.remove();
            default -> new Answer(200, "{\"items\":[]}");
        };
    }
}
