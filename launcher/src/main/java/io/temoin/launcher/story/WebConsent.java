// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.CONSENT;

import java.util.List;

/**
 * A consent as a controller's web form collects it, with everything that consumer law asks of it.
 *
 * @param by who hands it in
 * @param controller for whom it is given
 * @param processor the centre that calls
 * @param object what the calls may be about
 * @param form where the controller keeps the form
 */
record WebConsent(Actor by, String controller, String processor, String object, String form) {

    Ask given(String number, String collectedAt) {
        return Ask.post(CONSENT, "/v1/consents")
                .as(by)
                .json(
                        Fields.of(
                                "controller",
                                controller,
                                "processor",
                                processor,
                                "number",
                                number,
                                "purposes",
                                List.of("PROSPECTING_CALL", "QUALITY"),
                                "channel",
                                "WEB",
                                "wordingVersion",
                                "web-2026-09",
                                "mentions",
                                Fields.of(
                                        "professionalAndGoods", true,
                                        "choice", true,
                                        "period", true,
                                        "withdrawal", true,
                                        "proofAccess", true),
                                "positiveAct",
                                "BOX_TICKED",
                                "validFor",
                                "P1Y",
                                "object",
                                object,
                                "collectedAt",
                                collectedAt,
                                "evidence",
                                Fields.of("kind", "WEB_FORM", "reference", form)));
    }
}
