// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.junit.jupiter.api.Test;

class SignInSchemeTest {

    private static final String REALM = "http://127.0.0.1:8180/realms/temoin";

    @Test
    void saysWhereReadersSignIn() {
        OpenAPI document = document();

        SignInScheme.signInAt(REALM + "/", document);

        SecurityScheme scheme = bearer(document);
        assertThat(scheme.getType()).isEqualTo(SecurityScheme.Type.OAUTH2);
        assertThat(scheme.getFlows().getAuthorizationCode().getAuthorizationUrl())
                .isEqualTo(REALM + "/protocol/openid-connect/auth");
        assertThat(scheme.getFlows().getAuthorizationCode().getTokenUrl())
                .isEqualTo(REALM + "/protocol/openid-connect/token");
        assertThat(scheme.getFlows().getImplicit()).isNull();
        assertThat(scheme.getFlows().getPassword()).isNull();
    }

    /** Who asks in production gets the document as it is committed. */
    @Test
    void changesNothingOutsideDemoAndDevelopment() {
        OpenAPI document = document();

        new SignInScheme().filterOpenAPI(document);

        assertThat(bearer(document).getType()).isEqualTo(SecurityScheme.Type.HTTP);
    }

    private static SecurityScheme bearer(OpenAPI document) {
        return requireNonNull(document.getComponents().getSecuritySchemes().get("bearer"));
    }

    private static OpenAPI document() {
        return OASFactory.createOpenAPI()
                .components(
                        OASFactory.createComponents()
                                .addSecurityScheme(
                                        "bearer",
                                        OASFactory.createSecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")));
    }
}
