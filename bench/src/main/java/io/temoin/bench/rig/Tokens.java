// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * Access tokens with the claims of the realm {@code temoin}, signed RS256 as Keycloak signs them.
 * The services know the public key and verify every token; only the identity provider is missing.
 */
final class Tokens {

    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair;

    Tokens() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has RSA", failure);
        }
    }

    /** As {@code quarkus.oidc.public-key} wants it. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** A token of {@code voix-du-rhone}, which calls for {@code rhone-telecom}. */
    String token(String role) {
        return token("voix-du-rhone", role);
    }

    /** A token of the controller itself, which instructs who calls for it. */
    String controllersToken(String role) {
        return token("rhone-telecom", role);
    }

    /** The same of one of the tenant's own people, who enter the controller. */
    String tenantsToken(String role) {
        return token("rhone-telecom", role, true);
    }

    private String token(String organisation, String role) {
        return token(organisation, role, false);
    }

    private String token(String organisation, String role, boolean tenantWide) {
        long now = Instant.now().getEpochSecond();
        String claims =
                """
                {"iss":"https://temoin.bench/realms/temoin","aud":"temoin","typ":"Bearer",\
                "azp":"temoin-bench","sub":"0193b6a0-0000-7000-8000-00000000bec4",\
                "tenant":"helios","organisation":"%s","tenant_wide":%s,\
                "on_behalf_of":["rhone-telecom","loire-assurance"],\
                "realm_access":{"roles":["%s"]},"iat":%d,"exp":%d}"""
                        .formatted(organisation, tenantWide, role, now, now + LIFETIME.toSeconds());
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK signs with RSA", failure);
        }
    }

    private static String encoded(String json) {
        return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
