// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where somebody may complain who was refused (GDPR art. 12(4), 77).
 *
 * @param name of the authority
 * @param url where it takes complaints
 */
@Schema(name = "SupervisoryAuthority")
public record SupervisoryAuthority(String name, URI url) {

    private static final SupervisoryAuthority CNIL =
            new SupervisoryAuthority("CNIL", URI.create("https://www.cnil.fr/fr/plaintes"));
    private static final SupervisoryAuthority AEPD =
            new SupervisoryAuthority("AEPD", URI.create("https://sedeaepd.gob.es"));
    private static final SupervisoryAuthority ICO =
            new SupervisoryAuthority("ICO", URI.create("https://ico.org.uk/make-a-complaint/"));

    /** Where a country has several, or another one, the list of all of them. */
    private static final SupervisoryAuthority ANY =
            new SupervisoryAuthority(
                    "EDPB",
                    URI.create("https://www.edpb.europa.eu/about-edpb/about-edpb/members_en"));

    /** That of the country whose calendar counts for the request, ISO 3166-1. */
    public static SupervisoryAuthority of(String country) {
        return switch (country) {
            case "FR" -> CNIL;
            case "ES" -> AEPD;
            case "GB" -> ICO;
            default -> ANY;
        };
    }
}
