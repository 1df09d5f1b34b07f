// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import static io.temoin.consent.ContractsTest.TENANT_WIDE;
import static io.temoin.consent.ExampleRequests.CONTROLLER;
import static io.temoin.consent.ExampleRequests.agreement;
import static io.temoin.consent.ExampleRequests.attempt;
import static io.temoin.consent.ExampleRequests.call;
import static io.temoin.consent.ExampleRequests.consent;
import static io.temoin.consent.ExampleRequests.consentToTraining;
import static io.temoin.consent.ExampleRequests.contact;
import static io.temoin.consent.ExampleRequests.list;
import static io.temoin.consent.ExampleRequests.notice;
import static io.temoin.consent.ExampleRequests.objection;
import static io.temoin.consent.ExampleRequests.own;
import static io.temoin.consent.ExampleRequests.ownList;
import static io.temoin.consent.ExampleRequests.page;
import static io.temoin.consent.ExampleRequests.party;
import static io.temoin.consent.ExampleRequests.preferenceChange;
import static io.temoin.consent.ExampleRequests.purpose;
import static io.temoin.consent.ExampleRequests.recordedCall;
import static io.temoin.consent.ExampleRequests.register;
import static io.temoin.consent.ExampleRequests.search;
import static io.temoin.consent.ExampleRequests.served;
import static io.temoin.consent.ExampleRequests.statement;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.temoin.chassis.testing.AccessMatrix;
import io.temoin.chassis.testing.AccessMatrix.Side;
import io.temoin.chassis.testing.Answer;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.consent.notice.NoticeBodies;
import java.util.List;
import java.util.Map;

/** A request for each operation that the access table tells of, and what it is about. */
final class AccessRequests {

    /** Each side asks for another one: so many of one right are made in a day. */
    private static final Map<Side, String> RIGHTS =
            Map.of(
                    Side.OWN, "ACCESS",
                    Side.OTHER_PROCESSOR, "RESTRICTION",
                    Side.OTHER_CONTROLLER, "ERASURE",
                    Side.FOREIGN, "PORTABILITY");

    private static final String PARTY = "\"" + CONTROLLER + "\"";

    private final AccessMatrix.Tokens tokens;

    AccessRequests(AccessMatrix.Tokens tokens) {
        this.tokens = tokens;
    }

    /** The table, with every operation asked for by every role. */
    AccessMatrix matrix() {
        Answer decided =
                ApiRequest.as(tokens.token(Side.OWN, "dialer"))
                        .idempotent()
                        .json(call())
                        .post("/v1/call-decisions");
        String decision = decided.at("/id");
        String subject = decided.at("/subject");
        String scrub =
                ApiRequest.as(tokens.token(Side.OWN, "dialer"))
                        .idempotent()
                        .json(list())
                        .post("/v1/call-decisions/batch")
                        .at("/id");
        String place = AgreedParties.agree("helios", AgreedParties.terms(CONTROLLER, "centre-17"));
        String agreement = place.replaceFirst(".*/([^?]*)[?].*", "$1");
        Answer given =
                ApiRequest.as(tokens.token(Side.OWN, "agent"))
                        .idempotent()
                        .json(consent())
                        .post("/v1/consents");
        ApiRequest.as(tokens.token(Side.OWN, "agent"))
                .idempotent()
                .json(consentToTraining())
                .post("/v1/consents");
        Answer recorded =
                ApiRequest.as(tokens.token(Side.OWN, "dialer"))
                        .idempotent()
                        .json(recordedCall())
                        .post("/v1/call-decisions");
        ApiRequest.as(tokens.token(Side.OWN, "dialer"))
                .idempotent()
                .json(served(recorded))
                .post("/v1/notices-served");
        String written = newNotice();
        String corrected =
                own(ApiRequest.as(tokens.token(Side.OWN, "data-subject")))
                        .idempotent()
                        .json(
                                Map.of(
                                        "right",
                                        "RECTIFICATION",
                                        "correction",
                                        "La remarque est inexacte."))
                        .post("/v1/self-service/data-requests")
                        .at("/id");
        Answer contested = ContestedConsent.given(tokens);
        return AccessMatrix.of("consent-service", tokens)
                .role("data-subject")
                .role(TENANT_WIDE)
                .shows("listConsents", given.at("/id"))
                .shows("listParties", PARTY)
                .shows("listAgreements", agreement)
                .shows("listNotices", NoticeBodies.NOTICE)
                .operation("listConsents", (request, _, _) -> request.queryParam("limit", 200))
                .operation(
                        "listParties",
                        (request, side, role) ->
                                page(request, tokens.token(side, role), "/v1/parties", PARTY))
                .operation(
                        "listAgreements",
                        (request, side, role) ->
                                page(
                                        request,
                                        tokens.token(side, role),
                                        "/v1/processing-agreements",
                                        agreement))
                .operation(
                        "reportNoticeServed",
                        (request, _, _) -> request.idempotent().json(served(recorded)))
                .operation(
                        "draftNotice",
                        (request, _, _) -> request.idempotent().json(NoticeBodies.full(CONTROLLER)))
                .operation(
                        "listNotices",
                        (request, _, _) -> request.queryParam("controller", CONTROLLER))
                .operation("getNotice", (request, _, _) -> notice(request, written))
                .operation("getNoticeText", (request, _, _) -> notice(request, written))
                .operation(
                        "publishNotice",
                        (request, _, _) ->
                                request.idempotent()
                                        .pathParam("notice", NoticeBodies.NOTICE)
                                        .pathParam("version", newNotice())
                                        .json(Map.of("controller", CONTROLLER)))
                .operation(
                        "retireNotice",
                        (request, _, _) ->
                                request.idempotent()
                                        .pathParam("notice", NoticeBodies.NOTICE)
                                        .pathParam("version", newNotice())
                                        .json(Map.of("controller", CONTROLLER)))
                .operation(
                        "getNoticesServed",
                        (request, _, _) -> request.pathParam("decision", recorded.at("/id")))
                .operation(
                        "getProcessingRecord",
                        (request, _, _) -> request.queryParam("controller", CONTROLLER))
                .operation(
                        "registerParty",
                        // Who runs the other tenant enters its controllers, and is not to enter
                        // ours
                        (request, side, _) ->
                                request.idempotent()
                                        .json(
                                                party(
                                                        side == Side.FOREIGN
                                                                ? "controller-elsewhere"
                                                                : CONTROLLER)))
                .operation("getParty", (request, _, _) -> request.pathParam("id", CONTROLLER))
                .operation(
                        "amendParty",
                        (request, _, _) ->
                                request.idempotent()
                                        .pathParam("id", CONTROLLER)
                                        .json(AgreedParties.profile("CONTROLLER")))
                .operation(
                        "draftAgreement",
                        (request, _, _) ->
                                request.idempotent()
                                        .json(AgreedParties.terms(CONTROLLER, "centre-17")))
                .operation("getAgreement", (request, _, _) -> agreement(place, request))
                .operation(
                        "activateAgreement",
                        (request, _, _) ->
                                agreement(place, request)
                                        .idempotent()
                                        .json(Map.of("document", AgreedParties.document())))
                .operation(
                        "amendInstructions",
                        (request, _, _) ->
                                agreement(place, request)
                                        .idempotent()
                                        .json(
                                                Map.of(
                                                        "instructions",
                                                        AgreedParties.instructions(),
                                                        "document",
                                                        AgreedParties.document())))
                .operation(
                        "suspendAgreement",
                        (request, _, _) -> agreement(place, request).idempotent())
                .operation(
                        "endAgreement",
                        (request, _, _) ->
                                agreement(place, request)
                                        .idempotent()
                                        .json(Map.of("endsAt", "2099-01-01T00:00:00Z")))
                .operation(
                        "judgeEngagement",
                        (request, _, _) ->
                                agreement(place, request)
                                        .idempotent()
                                        .json(
                                                Map.of(
                                                        "party", "voix-du-rhone",
                                                        "judgement", "AUTHORISED")))
                .operation("decideCall", (request, _, _) -> request.idempotent().json(call()))
                .operation(
                        "getCallDecision",
                        (request, _, _) ->
                                request.pathParam("id", decision)
                                        .queryParam("controller", CONTROLLER)
                                        .queryParam("subject", subject))
                .operation("searchConsents", (request, _, _) -> request.idempotent().json(search()))
                .operation("getConsent", (request, _, _) -> contact(request, given))
                .operation(
                        "rectifyConsent",
                        (request, _, _) ->
                                contact(request, contested)
                                        .idempotent()
                                        .json(ContestedConsent.right()))
                .operation("getConsentReceipt", (request, _, _) -> contact(request, given))
                .operation("getConsentProof", (request, _, _) -> contact(request, given))
                .operation(
                        "changePreferences",
                        (request, _, _) -> request.idempotent().json(preferenceChange()))
                .operation(
                        "getPreferences",
                        (request, _, _) ->
                                request.queryParam("controller", CONTROLLER)
                                        .queryParam("subject", given.at("/subject")))
                .operation(
                        "issueSelfServiceLink",
                        (request, _, _) ->
                                request.idempotent()
                                        .json(
                                                Map.of(
                                                        "controller",
                                                        CONTROLLER,
                                                        "number",
                                                        "+33199009998",
                                                        "scopes",
                                                        List.of("VIEW"))))
                // Staff has no link, so every role of theirs is refused like nobody
                .operation("getOwnContact", (request, _, _) -> own(request))
                .operation(
                        "getOwnReceipt",
                        (request, _, _) -> own(request).pathParam("id", given.at("/id")))
                .operation(
                        "getOwnProof",
                        (request, _, _) -> own(request).pathParam("id", given.at("/id")))
                .operation(
                        "changeOwnPreferences",
                        (request, _, _) ->
                                own(request)
                                        .idempotent()
                                        .json(Map.of("stated", Map.of("reachBy", List.of()))))
                .operation(
                        "getRequestedCorrection",
                        (request, _, _) -> request.pathParam("id", corrected))
                .operation(
                        "requestOwnData",
                        (request, side, _) ->
                                own(request).idempotent().json(Map.of("right", RIGHTS.get(side))))
                .operation("withdrawOwnConsent", (request, _, _) -> own(request).idempotent())
                .operation("objectToMarketing", (request, _, _) -> own(request).idempotent())
                .operation(
                        "getRulePack",
                        (request, _, _) ->
                                request.pathParam("id", "FR-2026").pathParam("version", "2026.4"))
                .operation("giveConsent", (request, _, _) -> request.idempotent().json(consent()))
                .operation(
                        "declarePurpose",
                        (request, _, role) -> request.idempotent().json(purpose(role)))
                .operation(
                        "listPurposes",
                        (request, _, _) -> request.queryParam("controller", CONTROLLER))
                .operation(
                        "getPurpose",
                        (request, _, _) ->
                                request.pathParam("code", "PROSPECT_FILE")
                                        .queryParam("controller", CONTROLLER))
                .operation(
                        "activatePurpose",
                        (request, _, _) ->
                                request.idempotent()
                                        .pathParam("code", "INCIVILITY")
                                        .json(Map.of("controller", CONTROLLER)))
                .operation(
                        "revisePurpose",
                        (request, _, _) ->
                                request.idempotent()
                                        .pathParam("code", "INCIVILITY")
                                        .json(
                                                Map.of(
                                                        "controller",
                                                        CONTROLLER,
                                                        "replaces",
                                                        1,
                                                        "terms",
                                                        Map.of(
                                                                "legalBasis",
                                                                "LEGITIMATE_INTEREST"))))
                .operation(
                        "retirePurpose",
                        (request, _, _) ->
                                request.idempotent()
                                        .pathParam("code", "INCIVILITY")
                                        .json(Map.of("controller", CONTROLLER)))
                .operation(
                        "recordObjection",
                        (request, _, _) -> request.idempotent().json(objection()))
                .operation(
                        "reportCallAttempt",
                        (request, _, _) -> request.idempotent().json(attempt(decision)))
                .operation("flagMinor", (request, _, _) -> request.idempotent().json(statement()))
                .operation("scrubList", (request, _, _) -> request.idempotent().json(list()))
                .operation("getScrub", (request, _, _) -> request.pathParam("id", scrub))
                .operation("listScrubResults", (request, _, _) -> request.pathParam("id", scrub))
                .operation(
                        "startScreeningImport",
                        (request, _, _) ->
                                request.idempotent()
                                        .pathParam("register", "SUPPRESSION")
                                        .json(ownList()))
                .operation(
                        "getScreeningImport",
                        (request, _, _) -> request.pathParam("id", newImport()))
                .operation(
                        "uploadScreeningImport",
                        (request, _, _) ->
                                request.pathParam("id", newImport())
                                        .header("Content-Type", "text/csv")
                                        .header("Upload-Complete", "?0")
                                        .bytes("07700900001\n".getBytes(US_ASCII)))
                .operation(
                        "withdrawConsent",
                        (request, _, _) -> request.idempotent().json(statement()))
                .operation(
                        "replayParkedMessages",
                        (request, _, _) ->
                                request.json(Map.of("consumer", "none", "key", "helios/none")));
    }

    /** For the web: what is heard would be heard in the calls of other tests. */
    private String newNotice() {
        return ApiRequest.as(tokens.token(Side.OWN, "dpo"))
                .idempotent()
                .json(NoticeBodies.full(CONTROLLER))
                .post("/v1/notices")
                .at("/version");
    }

    private String newImport() {
        return ApiRequest.as(tokens.token(Side.OWN, TENANT_WIDE))
                .idempotent()
                .json(register())
                .post("/v1/screening-registers/UK-TPS/imports")
                .at("/id");
    }
}
