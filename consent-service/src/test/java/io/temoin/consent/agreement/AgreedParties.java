// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.platform.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parties and agreements of the tests, entered through the API as a tenant enters its own: no call
 * is made for another organisation without them.
 */
public final class AgreedParties {

    /** Everywhere the tests call. */
    private static final List<String> COUNTRIES = List.of(Locale.getISOCountries());

    private static final Set<String> ENTERED = ConcurrentHashMap.newKeySet();

    private AgreedParties() {}

    /** The controller instructs those processors to do everything, if that is not so yet. */
    public static void ensure(String tenant, String controller, String... processors) {
        for (String processor : processors) {
            if (ENTERED.add(tenant + "/" + controller + "/" + processor)) {
                agree(tenant, terms(controller, processor));
            }
        }
    }

    /** Enters what both are and puts the agreement into force; where it is read. */
    public static String agree(String tenant, Map<String, Object> terms) {
        String controller = String.valueOf(terms.get("controller"));
        String processor = String.valueOf(terms.get("processor"));
        created(enterController(tenant, controller, profile("CONTROLLER")));
        register(
                tenant,
                controller,
                processor,
                profile("PROCESSOR"),
                "register-" + controller + "-" + processor);
        String place =
                created(
                                as(tenant, controller, "draft-" + controller + "-" + processor)
                                        .body(terms)
                                        .post("/v1/processing-agreements"))
                        .header("Location")
                        .replaceFirst("^https?://[^/]+", "");
        change(tenant, controller, place, "activations", Map.of("document", document()));
        return place;
    }

    /** By its own people, who are the tenant's too: nobody else says who is a controller. */
    public static Response enterController(
            String tenant, String controller, Map<String, Object> profile) {
        String token =
                TestTokens.tenantWide(
                        tenant, controller, "0f0e0d0c-0000-4000-8000-000000000002", "dpo");
        return as(token, "register-" + controller)
                .body(Map.of("id", controller, "profile", profile))
                .post("/v1/parties");
    }

    /** Changes the agreement that is read at {@code place}. */
    public static Response change(
            String tenant, String controller, String place, String change, Object body) {
        RequestSpecification asked = as(tenant, controller, change + "-" + place);
        Response changed =
                (change.equals("suspensions") ? asked : asked.body(body))
                        .post(place.replace("?", "/" + change + "?"));
        if (changed.statusCode() != 200) {
            throw new AssertionError(change + ": " + changed.asString());
        }
        return changed;
    }

    /** An agreement about everything. */
    public static Map<String, Object> terms(String controller, String processor) {
        Map<String, Object> terms = new LinkedHashMap<>();
        terms.put("controller", controller);
        terms.put("processor", processor);
        terms.put("subjectMatter", "Outbound calls to prospects");
        terms.put("nature", "Calling and recording");
        terms.put("dataTypes", List.of("PHONE_NUMBER", "VOICE"));
        terms.put("subjectCategories", List.of("PROSPECTS"));
        terms.put("instructions", instructions());
        terms.put("validFrom", "2020-01-01T00:00:00Z");
        terms.put("securityReference", "PSSI-2026-03");
        terms.put("atEnd", "DELETE");
        return terms;
    }

    /** Instructions to do everything. */
    public static Map<String, Object> instructions() {
        Map<String, Object> instructions = new LinkedHashMap<>();
        instructions.put("purposes", Arrays.stream(Purpose.values()).map(Purpose::name).toList());
        instructions.put("allCampaigns", true);
        instructions.put("countries", COUNTRIES);
        return instructions;
    }

    /** What is said of a party. */
    public static Map<String, Object> profile(String... roles) {
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("legalName", "Société d'exemple SA");
        profile.put("roles", List.of(roles));
        profile.put("country", "FR");
        profile.put("contact", Map.of("email", "contact@party.example"));
        profile.put("dpo", Map.of("email", "dpo@party.example"));
        profile.put("securityReference", "PSSI-2026-03");
        return profile;
    }

    /** What was signed. */
    public static Map<String, Object> document() {
        return Map.of("reference", "DPA-2026-017", "sha256", "9f".repeat(32));
    }

    /** A request of a DPO of that organisation. */
    public static RequestSpecification as(String tenant, String organisation, String key) {
        return as(tenant, organisation, "dpo", key);
    }

    /** A request of somebody of that organisation. */
    public static RequestSpecification as(
            String tenant, String organisation, String role, String key) {
        return as(
                TestTokens.token(
                        tenant,
                        organisation,
                        List.of(organisation),
                        "0f0e0d0c-0000-4000-8000-000000000002",
                        role),
                key);
    }

    /** A request with that token. */
    public static RequestSpecification as(String token, String key) {
        return Http.given()
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .header(
                        "Idempotency-Key",
                        UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString());
    }

    private static void register(
            String tenant, String by, String party, Map<String, Object> profile, String key) {
        created(
                as(tenant, by, key)
                        .body(Map.of("id", party, "profile", profile))
                        .post("/v1/parties"));
    }

    private static Response created(Response answer) {
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.asString());
        }
        return answer;
    }
}
