// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.accesspackage.PackageCase.fetch;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.chassis.testing.Response;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.rights.DeskCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A package is handed out as long as its request allows, and not only when it was ordered. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PackageLinkTest {

    private final PackageCase its = new PackageCase();
    private final TestClock clock;

    PackageLinkTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private Response issue(UUID accessPackage) {
        return its.its.dpo().body("{}").post("/v1/packages/{id}/links", accessPackage);
    }

    /** GDPR art. 12(6): whoever has the link may be somebody else. */
    @Test
    void nothingIsHandedOutWhileProofOfIdentityIsAwaited() {
        var request = its.its.received("PORTABILITY");
        var accessPackage = its.portable(request);
        String token = its.link(accessPackage, "{}").getString("token");

        its.its.done(request, "identity-proof-requests", "");

        assertProblem(issue(accessPackage), 409, "identity-unproven");
        assertProblem(fetch(accessPackage, token), 409, "identity-unproven");
        its.its.done(request, "identity-proofs", "{}");
        issue(accessPackage).then().statusCode(201);
        fetch(accessPackage, token).then().statusCode(200);
    }

    private static final String[] SERVICES = {"CONSENT", "RECORDING", "RETENTION", "AUDIT"};

    /** With a recording, its transcript, and a recording besides. */
    private UUID ofTwoRecordings(UUID request, UUID one, UUID other) {
        var accessPackage = its.asked(request);
        its.contributes(accessPackage, "CONSENT", _ -> {});
        its.contributes(accessPackage, "AUDIT", _ -> {});
        var transcript = UUID.randomUUID().toString();
        its.contributes(
                accessPackage,
                "RECORDING",
                writer -> {
                    writer.table(
                            "recordings",
                            table -> {
                                for (var id : List.of(one, other)) {
                                    table.add(
                                            PartWriter.row()
                                                    .put("id", id.toString())
                                                    .put("state", "STORED"));
                                }
                            });
                    writer.table(
                            "transcripts",
                            table ->
                                    table.add(
                                            PartWriter.row()
                                                    .put("id", transcript)
                                                    .put("recording", one.toString())));
                    writer.table(
                            "transcript-segments",
                            table ->
                                    table.add(
                                            PartWriter.row()
                                                    .put("transcript", transcript)
                                                    .put("text", "words of another")));
                    for (var id : List.of(one, other)) {
                        writer.audio(id + ".wav", out -> out.write(1));
                    }
                });
        its.ready(accessPackage);
        return accessPackage;
    }

    private void answered(UUID request, String... refusals) {
        var parts = new ArrayList<String>();
        for (String service : SERVICES) {
            its.its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
            parts.add("{\"service\": \"%s\", \"outcome\": \"GRANTED\"}".formatted(service));
        }
        for (String refusal : refusals) {
            if (!refusal.contains("item")) {
                parts.removeIf(part -> part.contains("RECORDING"));
            }
            parts.add(
                    "{\"service\": \"RECORDING\", %s\"outcome\": \"REFUSED\", \"ground\":"
                                    .formatted(refusal)
                            + " \"RIGHTS_OF_OTHERS\"}");
        }
        its.its.done(request, "answers", "{\"parts\": %s}".formatted(parts));
    }

    private Map<String, String> fetched(UUID accessPackage) {
        var link = its.link(accessPackage, "{}");
        return PackageCase.opened(
                fetch(accessPackage, link.getString("token")).asByteArray(),
                link.getString("passphrase"));
    }

    @Test
    void whatTheAnswerRefusedIsNotHandedOut() {
        var request = its.accessAsked();
        var accessPackage = ofTwoRecordings(request, UUID.randomUUID(), UUID.randomUUID());
        String before = its.link(accessPackage, "{}").getString("token");

        answered(request, "");

        var files = fetched(accessPackage);
        assertThat(files.keySet())
                .contains("retention/items.json")
                .noneMatch(file -> file.startsWith("recording/"));
        var manifest = new JsonPath(files.get("manifest.json"));
        assertThat(manifest.getString("leftOut[0].service")).isEqualTo("recording");
        assertThat(manifest.getString("leftOut[0].reason")).isEqualTo("RIGHTS_OF_OTHERS");
        assertThat(files.get("index.html")).contains("Ce qui a été refusé", "What was refused");
        assertThat(fetch(accessPackage, before).asByteArray()).isNotEmpty();
    }

    /** The transcript of a recording says what is heard in it. */
    @Test
    void anItemThatWasRefusedTakesWhatBelongsToItAlong() {
        var request = its.accessAsked();
        var refused = UUID.randomUUID();
        var granted = UUID.randomUUID();
        var accessPackage = ofTwoRecordings(request, refused, granted);

        answered(request, "\"item\": \"%s\", ".formatted(refused));

        var files = fetched(accessPackage);
        assertThat(files.keySet())
                .contains("recording/audio/" + granted + ".wav")
                .doesNotContain("recording/audio/" + refused + ".wav");
        assertThat(new JsonPath(files.get("recording/recordings.json")).getList("id"))
                .containsExactly(granted.toString());
        assertThat(new JsonPath(files.get("recording/transcripts.json")).getList("")).isEmpty();
        assertThat(files.get("recording/transcript-segments.csv"))
                .doesNotContain("words of another");
        assertThat(files.get("index.html")).doesNotContain("words of another");
        assertThat(new JsonPath(files.get("manifest.json")).getString("leftOut[0].item"))
                .isEqualTo(refused.toString());
    }

    @Test
    void nothingIsHandedOutAfterARefusal() {
        var request = its.its.received("PORTABILITY");
        var accessPackage = its.portable(request);
        String token = its.link(accessPackage, "{}").getString("token");

        its.its.done(request, "refusals", DeskCase.ground("MANIFESTLY_UNFOUNDED"));

        assertProblem(issue(accessPackage), 409, "request-ended");
        assertProblem(fetch(accessPackage, token), 409, "request-ended");
    }
}
