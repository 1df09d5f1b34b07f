// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who reads French is told in French what is wrong with a request, and not only with its kind. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class FrenchProblemsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"sectr":"CPF"}                  | Ce champ n'existe pas ; vouliez-vous dire sector ?
                    {"wholly_else":1}                | Ce champ n'existe pas.
                    {"controller":7}                 | Valeur attendue : une chaîne de caractères.
                    {"automated":"true"}             | Valeur attendue : true ou false.
                    {"grounds":"none"}               | Valeur attendue : un objet.
                    {"controller":"a"} 1             | Le corps doit être une seule valeur JSON.
                    {"controller":                   | Ce n'est pas du JSON de la forme attendue.
                    {"controller":"a","purpose":"x"} | Ce champ est obligatoire.
                    """)
    void ofABodySayWhy(String body, String message) {
        Response answer =
                as(dialerOf(VOIX))
                        .header("Accept-Language", "fr")
                        .body(body)
                        .post("/v1/call-decisions");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.header("Content-Language")).isEqualTo("fr");
        assertThat(answer.<String>path("detail"))
                .isEqualTo("La requête est invalide ; chaque violation indique où et pourquoi.");
        assertThat(answer.<List<String>>path("violations.message")).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    contoller=x         | Ce paramètre n'existe pas ; vouliez-vous dire controller ?
                    limit=abc           | Valeur attendue pour limit : un nombre entier.
                    limit=1&limit=2     | limit ne doit être indiqué qu'une fois.
                    """)
    void ofAQuerySayWhy(String query, String message) {
        Response answer =
                as(token("helios", RHONE, "dpo"))
                        .header("Accept-Language", "fr")
                        .get("/v1/consents?controller=rhone-telecom&" + query);

        assertThat(answer.<List<String>>path("violations.message")).containsExactly(message);
    }
}
