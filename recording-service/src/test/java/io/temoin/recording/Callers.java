// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.platform.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The people and machines of the tests, as the realm knows them. */
public enum Callers {
    RECORDER("helios", "voix-du-rhone", "recorder"),
    OTHER_RECORDER("helios", "atlas-contact", "recorder"),
    DIALER("helios", "voix-du-rhone", "dialer"),
    FOREIGN_RECORDER("boreal", "centre-boreal", "recorder"),
    CLAIRE("helios", "voix-du-rhone", "supervisor"),
    QUENTIN("helios", "rhone-telecom", "quality-analyst"),
    DIANE("helios", "rhone-telecom", "dpo"),
    ADELE("helios", "rhone-telecom", "admin"),
    AGATHE("helios", "voix-du-rhone", "agent"),
    ATLAS("helios", "atlas-contact", "supervisor"),
    BUSINESS("helios", "rhone-telecom", "business-system"),
    INSPECTOR("helios", "rhone-telecom", "authority"),
    BORIS("boreal", "centre-boreal", "supervisor");

    private static final List<String> PURPOSES =
            List.of("QUALITY", "TRAINING", "EVALUATION", "INSURANCE_SALE", "INVESTMENT_ORDER");

    private final String tenant;
    private final String organisation;
    private final String role;

    Callers(String tenant, String organisation, String role) {
        this.tenant = tenant;
        this.organisation = organisation;
        this.role = role;
    }

    public String tenant() {
        return tenant;
    }

    /** The subject of the caller's token. */
    public String actor() {
        return UUID.nameUUIDFromBytes(name().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** A processor is instructed to do what the tests do. */
    public String token() {
        for (String controller : controllers()) {
            PublishedAgreements.ensure(
                    tenant, controller, organisation, PURPOSES.toArray(String[]::new));
        }
        return TestTokens.token(tenant, organisation, controllers(), actor(), role);
    }

    /** A request of this caller. */
    public RequestSpecification asks() {
        return Http.given().auth().oauth2(token());
    }

    private List<String> controllers() {
        return switch (organisation) {
            case "voix-du-rhone" -> List.of("rhone-telecom", "loire-assurance");
            case "atlas-contact" -> List.of("rhone-telecom");
            case "centre-boreal" -> List.of("nord-energie");
            default -> List.of();
        };
    }
}
