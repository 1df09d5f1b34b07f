// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Decisions.decided;
import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.ExampleLaws.RECORDING_IN_FRANCE;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.agreement.domain.Mandate.Finding;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ExpireConsent;
import io.temoin.consent.permission.domain.ContactPermissionCommand.FlagMinor;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionCommand.IssueSelfServiceLink;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordMarketingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RecordRecordingObjection;
import io.temoin.consent.permission.domain.ContactPermissionCommand.ReportAttempt;
import io.temoin.consent.permission.domain.ContactPermissionCommand.StatePreferences;
import io.temoin.consent.permission.domain.ContactPermissionCommand.WithdrawConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.ExamplePlaces;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people and papers of the tests: one telecom operator, two outsourcers, one person. */
public final class Examples {

    public static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    public static final Instant COLLECTED = Instant.parse("2026-09-01T08:00:00Z");
    public static final PartyId RHONE = new PartyId("rhone-telecom");
    public static final PartyId VOIX = new PartyId("voix-du-rhone");
    public static final PartyId ATLAS = new PartyId("atlas-contact");
    public static final ActingParty BY_VOIX = new ActingParty(VOIX, Set.of(RHONE));
    public static final ActingParty BY_ATLAS = new ActingParty(ATLAS, Set.of(RHONE));
    public static final ActingParty BY_RHONE = new ActingParty(RHONE, Set.of());
    public static final ActingParty BY_STRANGER =
            new ActingParty(new PartyId("loire-assurance"), Set.of());
    public static final SubjectId SUBJECT = new SubjectId("0123456789abcdef0123456789abcdef");
    public static final Personal<PhoneNumber> NUMBER =
            Personal.plaintext(new PhoneNumber("+33199001234"), SUBJECT);
    public static final UUID CONSENT = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    public static final UUID LATER_CONSENT =
            UUID.fromString("019a0000-0000-7000-8000-000000000002");
    public static final UUID DECISION = UUID.fromString("019a0000-0000-7000-8000-000000000003");
    public static final UUID STATEMENT = UUID.fromString("019a0000-0000-7000-8000-000000000004");
    public static final ReportAttempt.Ids IDS =
            new ReportAttempt.Ids(
                    UUID.fromString("019a0000-0000-7000-8000-000000000005"),
                    UUID.fromString("019a0000-0000-7000-8000-000000000006"),
                    UUID.fromString("019a0000-0000-7000-8000-000000000007"));
    public static final Mentions ALL_MENTIONS = new Mentions(true, true, true, true, true);
    public static final ConsentProof PROOF =
            new ConsentProof(
                    Channel.VOICE,
                    "fibre-2026-09",
                    ALL_MENTIONS,
                    PositiveAct.SPOKEN_YES,
                    new Evidence("CALL_SEGMENT", "call-7421/12500-19800"));
    public static final Mandate MANDATE =
            new Mandate(
                    Finding.COVERED,
                    UUID.fromString("019a0000-0000-7000-8000-000000000005"),
                    1,
                    List.of(Purpose.values()),
                    null,
                    UnnamedCallers.REVIEW);

    /** Looked up for a processor with that mandate. */
    public static final LookupResults INSTRUCTED = new LookupResults(MANDATE, null, null);

    public static final StatedCall NOTHING_STATED = new StatedCall(null, null, null, null, null);
    public static final ConsentParticulars PARTICULARS =
            new ConsentParticulars(
                    "FR",
                    "fr",
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    new ServedNotice("FR-CONSENT-CALLS-3", COLLECTED.minusSeconds(40)),
                    "call-7421",
                    new AudioSegment(
                            UUID.fromString("019a0000-0000-7000-8000-000000000005"),
                            12_500,
                            19_800),
                    "agent-42",
                    "fibre-script-9",
                    false,
                    false,
                    AgeDeclaration.ADULT,
                    List.of(Channel.VOICE, Channel.WEB),
                    "https://rhone-telecom.example/privacy",
                    List.of("FR"),
                    null);

    /** The least there is to say. */
    public static final ConsentParticulars BARE =
            new ConsentParticulars(
                    "FR", null, null, null, null, null, null, null, null, null, null, List.of(),
                    null, List.of(), null);

    public static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    public static final CalleePlace IN_PARIS =
            ExamplePlaces.in(List.of("FR"), List.of(PARIS), null);

    private Examples() {}

    public static GiveConsent giving() {
        return giving(PROOF, COLLECTED, Period.ofYears(1));
    }

    public static GiveConsent giving(ConsentProof proof, Instant collectedAt, Period validFor) {
        return new GiveConsent(
                CONSENT,
                BY_VOIX,
                RHONE,
                VOIX,
                NUMBER,
                Set.of(Purpose.PROSPECTING_CALL),
                proof,
                collectedAt.equals(COLLECTED) ? PARTICULARS : BARE,
                collectedAt,
                validFor,
                null,
                FR_2026,
                MANDATE,
                NOW);
    }

    public static ConsentGiven given() {
        return given(CONSENT, VOIX, COLLECTED, Purpose.PROSPECTING_CALL);
    }

    public static ConsentGiven given(
            UUID consent, @Nullable PartyId processor, Instant collectedAt, Purpose... purposes) {
        return given(consent, processor, collectedAt, null, purposes);
    }

    public static ConsentGiven given(
            UUID consent,
            @Nullable PartyId processor,
            Instant collectedAt,
            @Nullable Instant exactSlot,
            Purpose... purposes) {
        return new ConsentGiven(
                consent,
                RHONE,
                processor,
                SUBJECT,
                NUMBER,
                List.of(purposes),
                PROOF,
                VOIX,
                collectedAt,
                ConsentRules.validUntil(collectedAt, Period.ofYears(1), FR_2026),
                exactSlot,
                PARTICULARS,
                ConsentRules.proofKeptUntil(collectedAt, FR_2026),
                FR_2026.ruleSet(),
                NOW);
    }

    public static IssueSelfServiceLink linking(ActingParty by) {
        return linking(by, false, LinkScope.VIEW, LinkScope.WITHDRAW);
    }

    public static IssueSelfServiceLink linking(
            ActingParty by, boolean byTenant, LinkScope... scopes) {
        return new IssueSelfServiceLink(
                STATEMENT,
                by,
                RHONE,
                SUBJECT,
                List.of(scopes),
                byTenant,
                NOW.plus(Duration.ofDays(3)),
                NOW);
    }

    /** No calls of one brand, none over lunch, and letters rather than calls. */
    public static StatePreferences wishing(Instant statedAt) {
        return wishing(
                List.of(
                        new PreferenceChoice(
                                Purpose.PROSPECTING_CALL,
                                ContactWay.VOICE,
                                "rhone-mobile",
                                PreferenceChoice.PreferenceValue.REFUSED)),
                new QuietHours(
                        List.of(
                                new QuietHours.Span(
                                        LocalTime.of(12, 0),
                                        LocalTime.of(14, 30),
                                        List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY))),
                        PARIS),
                List.of(ContactWay.POST, ContactWay.VOICE),
                statedAt);
    }

    public static StatePreferences wishing(
            List<PreferenceChoice> choices,
            @Nullable QuietHours quiet,
            @Nullable List<ContactWay> reachBy,
            Instant statedAt) {
        return new StatePreferences(
                STATEMENT,
                BY_VOIX,
                RHONE,
                SUBJECT,
                Channel.VOICE,
                choices,
                quiet,
                reachBy,
                statedAt,
                MANDATE,
                NOW);
    }

    public static ExpireConsent expiring(UUID consent, Instant now) {
        return new ExpireConsent(consent, RHONE, SUBJECT, now);
    }

    public static WithdrawConsent withdrawing(ActingParty by, Instant statedAt) {
        return new WithdrawConsent(
                STATEMENT, by, RHONE, SUBJECT, Channel.VOICE, statedAt, false, NOW);
    }

    public static ConsentWithdrawn withdrawn(Instant statedAt) {
        return new ConsentWithdrawn(STATEMENT, RHONE, SUBJECT, Channel.VOICE, VOIX, statedAt, NOW);
    }

    public static RecordMarketingObjection objecting(ActingParty by, Instant statedAt) {
        return new RecordMarketingObjection(
                STATEMENT, by, RHONE, SUBJECT, Channel.VOICE, statedAt, NOW);
    }

    public static RecordRecordingObjection objectingToRecordings(
            ActingParty by, @Nullable UUID call, Instant statedAt) {
        return objectingToRecordings(by, call, call == null ? null : decided(call), statedAt);
    }

    public static RecordRecordingObjection objectingToRecordings(
            ActingParty by, @Nullable UUID call, @Nullable CallDecided decided, Instant statedAt) {
        return new RecordRecordingObjection(
                STATEMENT, by, RHONE, SUBJECT, call, decided, Channel.VOICE, statedAt, NOW);
    }

    public static MarketingObjectionRecorded objected(Instant statedAt) {
        return new MarketingObjectionRecorded(
                STATEMENT, RHONE, SUBJECT, Channel.VOICE, VOIX, statedAt, NOW);
    }

    public static ReportAttempt reporting(
            ActingParty by, @Nullable UUID decision, CallOutcome outcome) {
        return reporting(by, decision, decision == null ? null : decided(decision), outcome);
    }

    public static ReportAttempt reporting(
            ActingParty by,
            @Nullable UUID decision,
            @Nullable CallDecided decided,
            CallOutcome outcome) {
        return new ReportAttempt(
                IDS,
                by,
                RHONE,
                SUBJECT,
                Purpose.PROSPECTING_CALL,
                decision,
                decided,
                MANDATE,
                outcome,
                NOW,
                outcome == CallOutcome.REFUSED ? NOW : null,
                NOW);
    }

    public static ReportAttempt reporting(
            CallOutcome outcome, Instant attemptedAt, @Nullable Instant refusedAt) {
        return new ReportAttempt(
                IDS,
                BY_VOIX,
                RHONE,
                SUBJECT,
                Purpose.PROSPECTING_CALL,
                DECISION,
                decided(DECISION),
                MANDATE,
                outcome,
                attemptedAt,
                refusedAt,
                NOW);
    }

    public static CallAttempted attempted(
            PartyId processor, @Nullable UUID decision, CallOutcome outcome, Instant attemptedAt) {
        return new CallAttempted(
                IDS.attempt(),
                decision,
                RHONE,
                processor,
                SUBJECT,
                Purpose.PROSPECTING_CALL,
                outcome,
                attemptedAt,
                NOW);
    }

    public static FlagMinor flagging(ActingParty by, Instant statedAt) {
        return new FlagMinor(STATEMENT, by, RHONE, SUBJECT, Channel.VOICE, statedAt, MANDATE, NOW);
    }

    public static MinorFlagged flagged(Instant statedAt) {
        return new MinorFlagged(STATEMENT, RHONE, SUBJECT, Channel.VOICE, VOIX, statedAt, NOW);
    }

    public static DecideCall asking(ActingParty by) {
        return asking(by, FR_2026, List.of(), NOW);
    }

    public static CallCircumstances circumstances(CalleePlace place, Purpose... sampled) {
        return circumstances(place, NOTHING_STATED, sampled);
    }

    public static CallCircumstances circumstances(
            CalleePlace place, StatedCall stated, Purpose... sampled) {
        return new CallCircumstances(
                place,
                stated,
                true,
                new RecordingCircumstances(null, null, List.of(sampled), null),
                "2026a",
                INSTRUCTED);
    }

    public static DecideCall asking(
            ActingParty by, @Nullable RulePack pack, List<Purpose> sampled, Instant now) {
        return askingUnder(pack == null ? List.of() : List.of(pack), by, sampled, now);
    }

    /** By these rules, of a person who may be there. */
    public static DecideCall asking(
            List<RulePack> packs,
            CalleePlace place,
            @Nullable Sector sector,
            @Nullable CallerId shown,
            Instant now) {
        return new DecideCall(
                DECISION,
                BY_VOIX,
                RHONE,
                SUBJECT,
                Purpose.PROSPECTING_CALL,
                "fibre-autumn",
                circumstances(place, new StatedCall(sector, shown, null, null, null)),
                new CallLaw(packs, RECORDING_IN_FRANCE),
                now);
    }

    /** By the rules of every law that has a say. */
    public static DecideCall askingUnder(
            List<RulePack> packs, ActingParty by, List<Purpose> sampled, Instant now) {
        return new DecideCall(
                DECISION,
                by,
                RHONE,
                SUBJECT,
                Purpose.PROSPECTING_CALL,
                "fibre-autumn",
                circumstances(IN_PARIS, NOTHING_STATED, sampled.toArray(Purpose[]::new)),
                new CallLaw(packs, RECORDING_IN_FRANCE),
                now);
    }
}
