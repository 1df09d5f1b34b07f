// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import static java.util.Map.entry;

import io.temoin.consent.explanation.Explanations;
import java.time.Period;
import java.util.Locale;
import java.util.Map;

/** What a record of processing as a page says around the facts, in one language. */
public final class RecordWords {

    private static final String NONE = "none";

    private static final RecordWords EN =
            new RecordWords(Locale.ENGLISH, english(), englishCodes());

    /** In the terms of the CNIL's model of a record. */
    private static final RecordWords FR = new RecordWords(Locale.FRENCH, french(), frenchCodes());

    private final Locale language;
    private final Map<String, String> texts;
    private final Map<String, String> codes;

    private RecordWords(Locale language, Map<String, String> texts, Map<String, String> codes) {
        this.language = language;
        this.texts = texts;
        this.codes = codes;
    }

    /** Those of that language. */
    static RecordWords in(Locale language) {
        return language.equals(Locale.FRENCH) ? FR : EN;
    }

    /** Its tag (BCP 47). */
    public String language() {
        return language.toLanguageTag();
    }

    /** The text of that name. */
    public String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalStateException("there is no text " + name);
        }
        return text;
    }

    /** A code of this record, in words; one that has none stays as it is. */
    public String code(Object code) {
        String known = code.toString();
        return codes.getOrDefault(known, known);
    }

    /** The name in this language; in English, which every purpose has, where there is none. */
    public String name(Map<String, String> names) {
        String name = names.get(language());
        return name == null ? names.getOrDefault("en", "") : name;
    }

    /** An ISO 8601 period, in words. */
    public String period(String period) {
        Period kept = Period.parse(period);
        return kept.isZero() ? text(NONE) : Explanations.in(language).period(kept);
    }

    private static Map<String, String> english() {
        return Map.ofEntries(
                entry("title", "Record of processing activities"),
                entry("article", "GDPR art. 30"),
                entry("generated", "Generated"),
                entry(
                        "from",
                        "from the records of parties and agreements, the declared purposes and the"
                                + " rules in force."),
                entry("organisation", "Organisation"),
                entry("contact", "Contact"),
                entry("dpo", "Data protection officer"),
                entry("noDpo", "none entered"),
                entry("representative", "Representative"),
                entry("representedBy", "represented by"),
                entry("securityMeasures", "Security measures"),
                entry("noSecurity", "no description entered"),
                entry("purpose", "Purpose"),
                entry("declaration", "Declaration"),
                entry("revision", "revision"),
                entry(
                        "undeclared",
                        "not declared, although a processor is instructed to process data for this"
                                + " purpose"),
                entry("legalBasis", "Legal basis"),
                entry("persons", "Categories of data subjects"),
                entry("data", "Categories of data"),
                entry("recipientCategories", "Categories of recipients"),
                entry("recipients", "Processors"),
                entry("agreement", "agreement"),
                entry("engagedBy", "engaged by"),
                entry("until", "until"),
                entry("security", "security"),
                entry("transfers", "Transfers"),
                entry("limits", "Time limits for erasure"),
                entry("startingFrom", "from"),
                entry("noLimit", "none declared"),
                entry("notEntered", "not entered"),
                entry(NONE, "none"),
                entry("for", "On behalf of"),
                entry("controller", "Controller"),
                entry("categoriesOfProcessing", "Categories of processing"),
                entry("subProcessors", "Sub-processors"));
    }

    private static Map<String, String> french() {
        return Map.ofEntries(
                entry("title", "Registre des activités de traitement"),
                entry("article", "art. 30 du RGPD"),
                entry("generated", "Établi le"),
                entry(
                        "from",
                        "d'après les fiches des organismes et des contrats, les finalités déclarées"
                                + " et les règles en vigueur."),
                entry("organisation", "Organisme"),
                entry("contact", "Coordonnées"),
                entry("dpo", "Délégué à la protection des données"),
                entry("noDpo", "non renseigné"),
                entry("representative", "Représentant"),
                entry("representedBy", "représenté par"),
                entry("securityMeasures", "Mesures de sécurité"),
                entry("noSecurity", "description non renseignée"),
                entry("purpose", "Finalité"),
                entry("declaration", "Déclaration"),
                entry("revision", "version"),
                entry(
                        "undeclared",
                        "non déclarée, bien qu'un sous-traitant soit chargé de traiter des données"
                                + " pour cette finalité"),
                entry("legalBasis", "Base légale"),
                entry("persons", "Catégories de personnes concernées"),
                entry("data", "Catégories de données"),
                entry("recipientCategories", "Catégories de destinataires"),
                entry("recipients", "Sous-traitants"),
                entry("agreement", "contrat"),
                entry("engagedBy", "recruté par"),
                entry("until", "jusqu'au"),
                entry("security", "sécurité"),
                entry("transfers", "Transferts hors de l'Union européenne"),
                entry("limits", "Délais d'effacement"),
                entry("startingFrom", "à compter"),
                entry("noLimit", "aucun délai déclaré"),
                entry("notEntered", "non renseigné"),
                entry(NONE, "aucun"),
                entry("for", "Pour le compte de"),
                entry("controller", "Responsable de traitement"),
                entry("categoriesOfProcessing", "Catégories de traitements"),
                entry("subProcessors", "Sous-traitants ultérieurs"));
    }

    private static Map<String, String> englishCodes() {
        return Map.ofEntries(
                entry("CONSENT", "consent (art. 6(1)(a))"),
                entry("CONTRACT", "contract (art. 6(1)(b))"),
                entry("LEGAL_OBLIGATION", "legal obligation (art. 6(1)(c))"),
                entry("VITAL_INTEREST", "vital interests (art. 6(1)(d))"),
                entry("PUBLIC_TASK", "task in the public interest (art. 6(1)(e))"),
                entry("LEGITIMATE_INTEREST", "legitimate interests (art. 6(1)(f))"),
                entry("DECLARED", "declared, not activated"),
                entry("DRAFTED", "draft"),
                entry("ACTIVE", "active"),
                entry("SUSPENDED", "suspended"),
                entry("AT_MOST", "at most"),
                entry("AT_LEAST", "at least"),
                entry("EXACTLY", "exactly"),
                entry("PHONE_NUMBER", "phone number"),
                entry("VOICE", "voice"),
                entry("AGENT", "agents"),
                entry("CALLEE", "people called"),
                entry("RecordingEnded", "the end of the recording"),
                entry("RECORDING_ENDED", "the end of the recording"),
                entry("ConsentGiven", "the collection of the consent"),
                entry("ConsentCollected", "the collection of the consent"),
                entry("CONSENT_COLLECTED", "the collection of the consent"),
                entry("LastContactFromPerson", "the last contact from the person"),
                entry("RequestReceived", "the receipt of the request"),
                entry("ObjectionRecorded", "the recording of the objection"),
                entry("ContractEnded", "the end of the contract"),
                entry("ContractConcluded", "the conclusion of the contract"),
                entry("ContractSigned", "the signing of the contract"),
                entry("CONTRACT_SIGNED", "the signing of the contract"),
                entry("ProposalMade", "the proposal"),
                entry("PROPOSAL_MADE", "the proposal"),
                entry("ComplaintClosed", "the closing of the complaint"),
                entry("HoldPlaced", "the start of the hold"),
                entry("AlertQualified", "the assessment of the alert"),
                entry("EntryWritten", "the writing of the entry"),
                entry("SheetCreated", "the creation of the document"),
                entry("DsrClosed", "the closing of the request"),
                entry("BreachClosed", "the closing of the breach"));
    }

    /** The events from which a period runs have their article with them: "à compter du …". */
    private static Map<String, String> frenchCodes() {
        return Map.ofEntries(
                entry("CONSENT", "consentement (art. 6(1)(a))"),
                entry("CONTRACT", "contrat (art. 6(1)(b))"),
                entry("LEGAL_OBLIGATION", "obligation légale (art. 6(1)(c))"),
                entry("VITAL_INTEREST", "intérêts vitaux (art. 6(1)(d))"),
                entry("PUBLIC_TASK", "mission d'intérêt public (art. 6(1)(e))"),
                entry("LEGITIMATE_INTEREST", "intérêt légitime (art. 6(1)(f))"),
                entry("DECLARED", "déclarée, non activée"),
                entry("DRAFTED", "projet"),
                entry("ACTIVE", "en cours"),
                entry("SUSPENDED", "suspendu"),
                entry("AT_MOST", "au plus"),
                entry("AT_LEAST", "au moins"),
                entry("EXACTLY", "exactement"),
                entry("PHONE_NUMBER", "numéro de téléphone"),
                entry("VOICE", "voix"),
                entry("AGENT", "téléconseillers"),
                entry("CALLEE", "personnes appelées"),
                entry("RecordingEnded", "de la fin de l'enregistrement"),
                entry("RECORDING_ENDED", "de la fin de l'enregistrement"),
                entry("ConsentGiven", "du recueil du consentement"),
                entry("ConsentCollected", "du recueil du consentement"),
                entry("CONSENT_COLLECTED", "du recueil du consentement"),
                entry("LastContactFromPerson", "du dernier contact émanant de la personne"),
                entry("RequestReceived", "de la réception de la demande"),
                entry("ObjectionRecorded", "de l'enregistrement de l'opposition"),
                entry("ContractEnded", "de la fin du contrat"),
                entry("ContractConcluded", "de la conclusion du contrat"),
                entry("ContractSigned", "de la signature du contrat"),
                entry("CONTRACT_SIGNED", "de la signature du contrat"),
                entry("ProposalMade", "de la proposition"),
                entry("PROPOSAL_MADE", "de la proposition"),
                entry("ComplaintClosed", "de la clôture de la réclamation"),
                entry("HoldPlaced", "du gel des données"),
                entry("AlertQualified", "de la qualification de l'alerte"),
                entry("EntryWritten", "de l'écriture de l'entrée"),
                entry("SheetCreated", "de la rédaction du document"),
                entry("DsrClosed", "de la clôture de la demande"),
                entry("BreachClosed", "de la clôture de la violation"));
    }
}
