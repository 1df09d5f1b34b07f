// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.Response;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of other schemas, from the request into the trail. */
@QuarkusTest
class ForeignEventsTest {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final Space space = new Space();
    private final Sending sending = new Sending(space);

    /** What a test sends of each schema. */
    enum Schema {
        OCSF {
            @Override
            String event(String id, String actor) {
                return """
                {"metadata": {"uid": "%s", "version": "1.8.0"}, "time": %d, "class_uid": 6006,
                 "activity_id": 2, "type_uid": 600602, "status_id": 1,
                 "actor": {"user": {"uid": "%s", "name": "Jean Dupont",
                   "email_addr": "jean.dupont@example.org"}},
                 "src_endpoint": {"ip": "192.0.2.7", "hostname": "LYON-3-117"}}"""
                        .formatted(id, Sending.aMinuteAgo().toEpochMilli(), actor)
                        .replace("\n", " ");
            }

            @Override
            String action() {
                return "FILE_DOWNLOAD";
            }

            @Override
            String actorPointer() {
                return "/actor/user/uid";
            }
        },
        ECS {
            @Override
            String event(String id, String actor) {
                return """
                {"@timestamp": "%s", "event": {"id": "%s", "action": "file-download",
                   "outcome": "success"},
                 "user": {"id": "%s", "full_name": "Jean Dupont",
                   "email": "jean.dupont@example.org"},
                 "source": {"ip": "192.0.2.7"}, "host": {"name": "LYON-3-117"}}"""
                        .formatted(Sending.aMinuteAgo(), id, actor)
                        .replace("\n", " ");
            }

            @Override
            String action() {
                return "FILE_DOWNLOAD";
            }

            @Override
            String actorPointer() {
                return "/user/id";
            }
        };

        abstract String event(String id, String actor);

        abstract String action();

        abstract String actorPointer();

        String path() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsAnEntryWithoutWhatIsPersonal(Schema schema) {
        // When
        Response answer = sending.events(schema.path(), JSON, schema.event("1", "claire-sub"));

        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.<List<String>>path("ids")).containsExactly(Sending.inTrail("1"));
        Map<String, Object> entry = sending.read("1");
        assertThat(entry)
                .containsEntry("service", "x-crm")
                .containsEntry("action", schema.action())
                .containsEntry("outcome", "DONE")
                .containsEntry("actor", "claire-sub")
                .containsEntry("organisation", "rhone-telecom")
                .containsEntry("workstation", "LYON-3-117")
                .containsEntry("reportedBy", Space.ACTOR);
        assertThat(entry.toString()).doesNotContain("Dupont", "@", "192.0.2.7");
    }

    @ParameterizedTest
    @EnumSource
    void anArrayAndLinesAreTakenAlike(Schema schema) {
        // Given
        String first = schema.event("1", "a-sub");
        String second = schema.event("2", "b-sub");

        // When
        Response array = sending.events(schema.path(), JSON, "[" + first + "," + second + "]");
        Response lines = sending.events(schema.path(), LINES, first + "\n\n" + second + "\n");

        // Then
        assertThat(array.statusCode()).as(array.asString()).isEqualTo(201);
        assertThat(lines.statusCode()).as(lines.asString()).isEqualTo(200);
        assertThat(space.trail()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatCannotBeMappedRefusesAllWithItsPlace(Schema schema) {
        // When
        Response answer =
                sending.events(
                        schema.path(),
                        LINES,
                        schema.event("1", "a-sub") + "\n" + schema.event("2", "CN=Jean Dupont"));

        // Then
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<List<String>>path("violations.pointer"))
                .containsExactly("/1" + schema.actorPointer());
        assertThat(space.trail()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anAddressInPlaceOfAPseudonymIsRefused(Schema schema) {
        assertProblem(
                sending.events(schema.path(), JSON, schema.event("1", "jean@example.org")),
                400,
                "personal-data-refused");
    }

    @ParameterizedTest
    @EnumSource
    void eventsComeFromASource(Schema schema) {
        Response answer =
                space.as("business-system")
                        .contentType(JSON)
                        .body(schema.event("1", "claire-sub"))
                        .post("/v1/entries/" + schema.path());

        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<List<String>>path("violations.pointer")).containsExactly("source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "[1]", "1", "\"a\"", "null", "{} {}"})
    void whatIsNoEventIsRefused(String body) {
        assertProblem(sending.events("ocsf", JSON, body), 400, "request-invalid");
        assertProblem(sending.events("ecs", JSON, body), 400, "request-invalid");
    }

    /** A path as long as the body for each of many leaves would not fit into memory. */
    @Test
    void longPathsCostNothing() {
        String deep = "{\"" + "a".repeat(40_000) + "\":";
        String body = deep.repeat(10) + "[" + "1,".repeat(200_000) + "1]" + "}".repeat(10);

        assertProblem(sending.events("ocsf", JSON, body), 400, "request-invalid");
    }

    @Test
    void theExamplesOfTheDocumentationAreTaken() throws JsonProcessingException {
        String ocsf =
                example("addOcsfEvents")
                        .replace(
                                "1795511523512",
                                Long.toString(Sending.aMinuteAgo().toEpochMilli()));
        String ecs =
                example("addEcsEvents")
                        .replace("2026-11-24T09:12:03.512Z", Sending.aMinuteAgo().toString());

        assertThat(sending.events("ocsf", JSON, ocsf).statusCode()).isEqualTo(201);
        assertThat(sending.events("ecs", JSON, ecs).statusCode()).isEqualTo(201);
        assertThat(Instant.ofEpochMilli(1795511523512L))
                .isEqualTo(Instant.parse("2026-11-24T09:12:03.512Z"));
    }

    private static String example(String operation) throws JsonProcessingException {
        Path file = ContractFiles.examples("audit-service").resolve(operation + ".json");
        return new ObjectMapper().readTree(ContractFiles.read(file)).path("event").toString();
    }
}
