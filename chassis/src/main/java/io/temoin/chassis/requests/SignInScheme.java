// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.temoin.chassis.Profile;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Says in the document of a running demo or development service where its readers sign in, so that
 * Swagger UI does it by itself (authorization code with PKCE, RFC 7636) instead of asking for a
 * token. The committed document and production leave that to the operator's own front end.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public final class SignInScheme implements OASFilter {

    private static final String SCHEME = "bearer";
    private static final String ENDPOINTS = "/protocol/openid-connect/";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (Profile.isForTrying()) {
            ConfigProvider.getConfig()
                    .getOptionalValue("quarkus.oidc.auth-server-url", String.class)
                    .ifPresent(provider -> signInAt(provider, document));
        }
    }

    static void signInAt(String provider, OpenAPI document) {
        if (document.getComponents() == null
                || document.getComponents().getSecuritySchemes() == null
                || !document.getComponents().getSecuritySchemes().containsKey(SCHEME)) {
            return;
        }
        String endpoints = provider.replaceAll("/+$", "") + ENDPOINTS;
        document.getComponents()
                .addSecurityScheme(
                        SCHEME,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.OAUTH2)
                                .description("Sign in at the identity provider; no client secret.")
                                .flows(
                                        OASFactory.createOAuthFlows()
                                                .authorizationCode(
                                                        OASFactory.createOAuthFlow()
                                                                .authorizationUrl(
                                                                        endpoints + "auth")
                                                                .tokenUrl(endpoints + "token")
                                                                .scopes(
                                                                        Map.of(
                                                                                "openid",
                                                                                "User identity")))));
    }
}
