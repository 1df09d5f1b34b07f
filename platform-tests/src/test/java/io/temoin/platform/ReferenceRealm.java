// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code deploy/keycloak/reference-realm.json} as it is, by another name, with a secret that the
 * tests know, and with two people who have a password and an authenticator.
 */
final class ReferenceRealm {

    static final String SECRET = "secret-of-this-test";
    static final String PASSWORD = "a password of this test";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferenceRealm() {}

    /** Lays it where a Keycloak of this home finds it at its start. */
    static void putInto(Path home) throws IOException {
        ObjectNode realm =
                (ObjectNode)
                        JSON.readTree(
                                SourceTree.root()
                                        .resolve("deploy/keycloak/reference-realm.json")
                                        .toFile());
        realm.put("realm", "reference");
        for (JsonNode client : realm.withArray("clients")) {
            if (!client.path("publicClient").asBoolean()) {
                ((ObjectNode) client).put("secret", SECRET);
            }
        }
        for (String name : List.of("paula", "gina")) {
            ObjectNode person = realm.withArray("users").addObject();
            person.put("username", name).put("enabled", true);
            ObjectNode password = person.withArray("credentials").addObject();
            password.put("type", "password").put("value", PASSWORD);
            ObjectNode authenticator = person.withArray("credentials").addObject();
            authenticator.put("type", "otp");
            authenticator.put(
                    "secretData", JSON.createObjectNode().put("value", SECRET).toString());
            authenticator.put(
                    "credentialData",
                    JSON.createObjectNode()
                            .put("subType", "totp")
                            .put("digits", 6)
                            .put("counter", 0)
                            .put("period", 30)
                            .put("algorithm", "HmacSHA1")
                            .toString());
        }
        Path imported = Files.createDirectories(home.resolve("data/import"));
        JSON.writeValue(imported.resolve("reference-realm.json").toFile(), realm);
    }
}
