// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.CONSENT;

import io.temoin.launcher.suite.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Before anybody calls: the tenant's own staff enter the controllers of the demo realm, and these
 * who calls for them, and on what instructions. Every request has a key of its own that stays the
 * same, so that it can be repeated on new data and on data that were kept.
 */
final class AgreementChapter {

    /** Calls for both controllers of its tenant, which do not see each other. */
    private static final String CENTRE = "voix-du-rhone";

    private static final String OTHER_CONTROLLER = "loire-assurance";

    private final Conversation conversation;
    private final Transcript transcript;

    AgreementChapter(Conversation conversation, Transcript transcript) {
        this.conversation = conversation;
        this.transcript = transcript;
    }

    /** Enters everything without a word, and shows what the first centre may do. */
    void play() {
        var agreement = enter();
        transcript.note(
                "A call centre may call only on documented instructions. These are the"
                        + " instructions that Rhône Télécom has agreed with the call centre in"
                        + " this story, as seen by its data protection officer:");
        conversation
                .ask(Ask.get(CONSENT, agreement).as(Actor.DIANE))
                .status(200)
                .field("/state", "ACTIVE")
                .field("/processor", CENTRE);
    }

    /** Enters everything; returns where the agreement with the first centre is read. */
    String enter() {
        register(Actor.DELPHINE, PermissionChapter.CONTROLLER, "Rhône Télécom SA", "CONTROLLER");
        register(Actor.DIANE, CENTRE, "La Voix du Rhône SAS", "PROCESSOR");
        register(Actor.DIANE, "atlas-contact", "Atlas Contact SARL", "PROCESSOR");
        register(Actor.DELPHINE, OTHER_CONTROLLER, "Loire Assurance SA", "CONTROLLER");
        register(Actor.LEA, "loire-contact", "Loire Contact SARL", "PROCESSOR");
        register(Actor.BEATRICE, "nord-energie", "Nord Énergie SA", "CONTROLLER");
        register(Actor.BEATRICE, "centre-boreal", "Centre Boréal SAS", "PROCESSOR");
        var first = agree(Actor.DIANE, PermissionChapter.CONTROLLER, CENTRE);
        agree(Actor.DIANE, PermissionChapter.CONTROLLER, "atlas-contact");
        agree(Actor.LEA, OTHER_CONTROLLER, CENTRE);
        agree(Actor.LEA, OTHER_CONTROLLER, "loire-contact");
        agree(Actor.BEATRICE, "nord-energie", "centre-boreal");
        return first;
    }

    /** A party that the records know otherwise stays as they know it. */
    private void register(Actor by, String id, String legalName, String role) {
        var answer =
                conversation.quietly(
                        post(
                                by,
                                "/v1/parties",
                                Fields.of("id", id, "profile", profile(id, legalName, role))));
        if (answer.status() == 409) {
            answer.problem(409, "party-exists");
        } else {
            answer.status(201);
        }
    }

    private static Map<String, Object> profile(String id, String legalName, String role) {
        return Fields.of(
                "legalName",
                legalName,
                "roles",
                List.of(role),
                "country",
                "FR",
                "contact",
                Fields.of("email", "contact@" + id + ".example"),
                "dpo",
                Fields.of("email", "dpo@" + id + ".example"),
                "securityReference",
                "PSSI-2026-03");
    }

    private String agree(Actor by, String controller, String processor) {
        var drafted =
                conversation
                        .quietly(
                                post(by, "/v1/processing-agreements", terms(controller, processor)))
                        .status(201);
        var place = drafted.header("Location").replaceFirst("^https?://[^/]+", "");
        conversation
                .quietly(
                        post(
                                by,
                                place.replace("?", "/activations?"),
                                Fields.of(
                                        "document",
                                        Fields.of(
                                                "reference",
                                                "DPA-2026-" + processor,
                                                "sha256",
                                                "9f".repeat(32)))))
                .status(200);
        return place;
    }

    private static Map<String, Object> terms(String controller, String processor) {
        return Fields.of(
                "controller",
                controller,
                "processor",
                processor,
                "subjectMatter",
                "Outbound calls to prospects",
                "nature",
                "Calling, and recording a sample of the calls",
                "dataTypes",
                List.of("PHONE_NUMBER", "VOICE"),
                "subjectCategories",
                List.of("PROSPECTS"),
                "instructions",
                Fields.of(
                        "purposes",
                        List.of("PROSPECTING_CALL", "QUALITY", "TRAINING"),
                        "allCampaigns",
                        true,
                        "countries",
                        List.of("FR")),
                "validFrom",
                "2026-01-01T00:00:00Z",
                "securityReference",
                "PSSI-2026-03",
                "atEnd",
                "DELETE");
    }

    /** The key is the request's own: another version of this class asks for something new. */
    private static Ask post(Actor by, String path, Map<String, ?> body) {
        var said = path + Json.MAPPER.valueToTree(body);
        return Ask.post(CONSENT, path)
                .as(by)
                .with(
                        "Idempotency-Key",
                        UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)).toString())
                .json(body);
    }
}
