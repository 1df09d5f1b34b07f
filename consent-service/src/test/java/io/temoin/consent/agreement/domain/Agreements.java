// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.agreement.domain.AgreementCommand.Draft;
import io.temoin.consent.agreement.domain.AgreementCommand.Records;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementActivated;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementDrafted;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementEnded;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementSuspended;
import io.temoin.consent.agreement.domain.AgreementEvent.InstructionsAmended;
import io.temoin.consent.agreement.domain.AgreementEvent.SubProcessorAuthorised;
import io.temoin.consent.agreement.domain.AgreementEvent.SubProcessorObjected;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parties and papers of the tests: a telecom operator, an outsourcer, and one it engages. */
public final class Agreements {

    public static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    public static final Instant BEGIN = Instant.parse("2025-12-31T23:00:00Z");
    public static final Instant END = Instant.parse("2026-12-31T23:00:00Z");
    public static final PartyId RHONE = new PartyId("rhone-telecom");
    public static final PartyId VOIX = new PartyId("voix-du-rhone");
    public static final PartyId STUDIO = new PartyId("studio-transcription");
    public static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000011");
    public static final UUID OTHER = UUID.fromString("019a0000-0000-7000-8000-000000000012");
    public static final SignedDocument SIGNED = new SignedDocument("DPA-2026-017", "9f".repeat(32));
    public static final SignedDocument SIGNED_LATER =
            new SignedDocument("DPA-2026-017-A1", "ab".repeat(32));
    public static final Instructions INSTRUCTIONS =
            instructions(false, List.of("fibre-autumn"), Purpose.PROSPECTING_CALL, Purpose.QUALITY);
    public static final Instructions WIDER =
            instructions(true, List.of(), Purpose.PROSPECTING_CALL, Purpose.TRAINING);
    public static final PartyProfile CONTROLLER = profile("Rhône Télécom SA", PartyRole.CONTROLLER);
    public static final PartyProfile CENTRE = profile("La Voix du Rhône SAS", PartyRole.PROCESSOR);
    public static final Map<PartyId, Party> KNOWN =
            Map.of(
                    RHONE, new Party.Registered(RHONE, CONTROLLER, RHONE),
                    VOIX, new Party.Registered(VOIX, CENTRE, RHONE),
                    STUDIO, new Party.Registered(STUDIO, CENTRE, RHONE));

    private Agreements() {}

    public static PartyProfile profile(String name, PartyRole... roles) {
        return new PartyProfile(
                name,
                List.of(roles),
                "FR",
                new FunctionContact("contact@rhone-telecom.example", "+33472000000", "1 quai"),
                new FunctionContact("dpo@rhone-telecom.example", null, null),
                null,
                UnnamedCallers.REVIEW,
                "PSSI-2026-03");
    }

    public static Instructions instructions(
            boolean all, List<String> campaigns, Purpose... purposes) {
        return new Instructions(List.of(purposes), all, campaigns, List.of("FR"));
    }

    public static AgreementTerms terms(@Nullable Instant until, @Nullable PartyId engagedBy) {
        return new AgreementTerms(
                "Outbound calls to prospects",
                "Calling and recording",
                List.of("PHONE_NUMBER", "VOICE"),
                List.of("PROSPECTS"),
                BEGIN,
                until,
                "PSSI-2026-03",
                List.of(new Transfer("TN", "SCC-2021-914-M2")),
                AtEnd.DELETE,
                engagedBy);
    }

    public static Draft drafting() {
        return drafting(VOIX, terms(END, null), INSTRUCTIONS, List.of());
    }

    public static Draft drafting(
            PartyId processor,
            AgreementTerms terms,
            Instructions instructions,
            List<PartyId> subProcessors) {
        return new Draft(
                ID,
                RHONE,
                RHONE,
                processor,
                terms,
                instructions,
                subProcessors,
                new Records(KNOWN, ProcessingAgreements.NONE),
                NOW);
    }

    public static AgreementDrafted drafted() {
        return drafted(ID, VOIX, terms(END, null), INSTRUCTIONS);
    }

    public static AgreementDrafted drafted(
            UUID id, PartyId processor, AgreementTerms terms, Instructions instructions) {
        return new AgreementDrafted(id, RHONE, processor, terms, instructions, List.of(), NOW);
    }

    public static AgreementActivated activated() {
        return activated(ID, VOIX);
    }

    public static AgreementActivated activated(UUID id, PartyId processor) {
        return new AgreementActivated(id, RHONE, processor, SIGNED, NOW);
    }

    public static InstructionsAmended amended(int version, @Nullable SignedDocument document) {
        return new InstructionsAmended(ID, RHONE, VOIX, version, WIDER, document, NOW);
    }

    public static AgreementSuspended suspended() {
        return new AgreementSuspended(ID, RHONE, VOIX, NOW);
    }

    public static AgreementEnded ended(Instant at) {
        return new AgreementEnded(ID, RHONE, VOIX, at, NOW);
    }

    public static SubProcessorAuthorised authorised() {
        return new SubProcessorAuthorised(ID, RHONE, VOIX, STUDIO, NOW);
    }

    public static SubProcessorObjected objected() {
        return new SubProcessorObjected(ID, RHONE, VOIX, STUDIO, NOW);
    }

    public static ProcessingAgreements after(AgreementEvent... events) {
        return new AgreementDecider().replay(Arrays.asList(events));
    }
}
