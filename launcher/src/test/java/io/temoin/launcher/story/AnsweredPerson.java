// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static io.temoin.launcher.suite.ServiceName.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.TemoinVerify;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.lingala.zip4j.ZipFile;

/**
 * What the person of the story holds who asked for everything and then for erasure: a package that
 * opens with its passphrase and is whole, and a certificate of what was destroyed. Both are checked
 * as they would do it, with what the story printed and no service at hand.
 */
public final class AnsweredPerson {

    private static final Pattern PACKAGE = Pattern.compile("/v1/packages/([0-9a-f-]{36})/content");
    private static final Pattern TOKEN = Pattern.compile("PACKAGE_TOKEN=(\\S+)");
    private static final Pattern PASSPHRASE = Pattern.compile("\"passphrase\" : \"([^\"]+)\"");
    private static final Pattern CERTIFIED =
            Pattern.compile("certificates/search[^{]*-d '\\{\"recording\":\"([0-9a-f-]{36})\"\\}'");

    private static final String CONTROLLER = "loire-assurance";
    private static final Pattern REFERENCE =
            Pattern.compile("(?m)^- certificat.* ([0-9a-f]{8}-[0-9a-f-]{27})$");

    private final Suite suite;
    private final String story;
    private final Path folder;
    private final TemoinVerify verifier;

    /**
     * At a suite that runs.
     *
     * @param story what was printed when it was played there, with nothing masked
     * @param folder takes what the person is given
     */
    public AnsweredPerson(Suite suite, String story, Path folder) {
        this.suite = suite;
        this.story = story;
        this.folder = folder;
        this.verifier = new TemoinVerify(folder);
    }

    /** Opens the package, and verifies both. */
    public void check() throws IOException {
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            assertPackageIsWhole(conversation);
            assertCertificateHolds(conversation);
            assertLetterIsRedeemable(conversation);
        }
    }

    /** Whatever the letter promises can be had, in whichever language it was read. */
    private void assertLetterIsRedeemable(Conversation conversation) {
        var request =
                conversation
                        .quietly(Ask.get(RETENTION, "/v1/requests?type=ERASURE").as(Actor.LEA))
                        .status(200);
        var erasure =
                request.json()
                        .path("items")
                        .valueStream()
                        .filter(item -> item.path("controller").asText().equals(CONTROLLER))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asText();
        var references = references(conversation, erasure, "fr");
        assertThat(references(conversation, erasure, "en")).isNotEmpty().isEqualTo(references);
        references.forEach(
                reference ->
                        verified(
                                conversation,
                                Ask.get(AUDIT, "/v1/certificates/" + reference),
                                "certificate-" + reference));
        assertThat(
                        verified(
                                conversation,
                                Ask.post(AUDIT, "/v1/certificates/search")
                                        .json(Map.of("dispositions", references)),
                                "certificates-of-the-letter"))
                .contains(references);
    }

    /** The references of certificates that the letter names, each in a line of its own. */
    private static List<String> references(
            Conversation conversation, String request, String language) {
        var letter =
                conversation
                        .quietly(
                                Ask.get(
                                                RETENTION,
                                                "/v1/requests/"
                                                        + request
                                                        + "/letters/ERASURE?language="
                                                        + language)
                                        .as(Actor.LEA))
                        .status(200)
                        .text("/text");
        assertThat(letter).contains("Loire Assurance");
        return REFERENCE.matcher(letter).results().map(found -> found.group(1)).toList();
    }

    private String verified(Conversation conversation, Ask asked, String name) {
        var certificate =
                conversation.quietlyUntil(
                        asked.as(Actor.LEA), "gives " + name, answer -> answer.status() == 200);
        var trust = trust(conversation, certificate);
        var file = verifier.keep(name + ".json", certificate.bytes());
        return verifier.run("verify-certificate", file, "--policy", trust).as(0);
    }

    private void assertPackageIsWhole(Conversation conversation) throws IOException {
        var fetched =
                conversation
                        .quietly(
                                Ask.get(RETENTION, "/v1/packages/" + printed(PACKAGE) + "/content")
                                        .with("Package-Token", printed(TOKEN)))
                        .status(200);
        var file = verifier.keep("package.zip", fetched.bytes());
        var unpacked = folder.resolve("package");
        try (var zip = new ZipFile(file, printed(PASSPHRASE).toCharArray())) {
            zip.extractAll(unpacked.toString());
        }
        assertThat(verifier.run("verify-package", unpacked.toString()).as(0))
                .contains("of loire-assurance")
                .contains("nothing is missing");
        assertThat(unpacked.resolve("index.html")).content().contains("lang=\"fr\"");
        var listenings = unpacked.resolve("recording/recordings.json");
        Files.writeString(listenings, Files.readString(listenings) + " ");
        verifier.run("verify-package", unpacked.toString()).as(1);
    }

    private void assertCertificateHolds(Conversation conversation) {
        var recording = printed(CERTIFIED);
        var certificate =
                conversation
                        .quietly(
                                Ask.post(AUDIT, "/v1/certificates/search")
                                        .as(Actor.LEA)
                                        .json(Map.of("recording", recording)))
                        .status(200);
        var trust = trust(conversation, certificate);
        var file = verifier.keep("certificate-of-the-person.json", certificate.bytes());
        assertThat(verifier.run("verify-certificate", file, "--policy", trust).as(0))
                .contains("Recording " + recording + " of loire-assurance")
                .contains("Ground: ERASURE_UPHELD");
    }

    private String trust(Conversation conversation, Answer certificate) {
        var proof = certificate.json().at("/items/0/proof").asText();
        var log = proof.replaceFirst("(?s).*/v1/logs/([0-9a-f]{32})\\n.*", "$1");
        var policy =
                conversation.quietly(Ask.get(AUDIT, "/v1/logs/" + log + "/policy")).status(200);
        return verifier.keep("policy-of-the-person.txt", policy.bytes());
    }

    /** The last that the story printed of it. */
    private String printed(Pattern pattern) {
        return pattern.matcher(story)
                .results()
                .reduce((_, last) -> last)
                .orElseThrow(() -> new AssertionError("the story prints no " + pattern))
                .group(1);
    }
}
