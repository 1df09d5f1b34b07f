// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import com.fasterxml.jackson.core.JsonGenerator;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ConsentProof;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.store.EventMetadata;
import java.io.IOException;

/**
 * The copy of a consent record that the person may have (C. conso. R223-2), in the terms of ISO/IEC
 * TS 27560:2023 as far as the record goes, with what a consent to be called adds: wording,
 * mentions, positive act. The person appears by pseudonym.
 */
record ConsentReceipt(ConsentGiven given, EventMetadata circumstances)
        implements ReceiptSigner.Claims {

    private static final String ISSUER = "urn:temoin:consent-service";
    private static final String SCHEMA = "ISO/IEC TS 27560:2023";

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("iss", ISSUER);
        json.writeNumberField("iat", given.at().getEpochSecond());
        json.writeStringField("jti", given.consent().toString());
        json.writeStringField("schema_version", SCHEMA);
        json.writeStringField("record_id", given.consent().toString());
        json.writeStringField("receipt_id", given.consent().toString());
        json.writeStringField("pii_principal_id", given.subject().value());
        json.writeStringField("tenant", circumstances.tenant().value());
        processing(json);
        parties(json);
        event(json);
        proof(given.proof(), json);
    }

    private void processing(JsonGenerator json) throws IOException {
        json.writeStringField("privacy_notice", given.proof().wordingVersion());
        json.writeStringField("jurisdiction", "FR");
        json.writeStringField("rule_set", given.ruleSet().id() + "/" + given.ruleSet().version());
        json.writeArrayFieldStart("purposes");
        for (Purpose purpose : given.purposes()) {
            json.writeStartObject();
            json.writeStringField("purpose", purpose.name());
            json.writeStringField("lawful_basis", "eu-gdpr:A6-1-a");
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("pii_information");
        json.writeStartObject();
        json.writeStringField("pii_type", "TELEPHONE_NUMBER");
        json.writeEndObject();
        json.writeEndArray();
        json.writeStringField("collection_method", given.proof().channel().name());
        json.writeArrayFieldStart("withdrawal_method");
        json.writeString("any channel, also orally");
        json.writeEndArray();
    }

    private void parties(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("pii_controllers");
        json.writeString(given.controller().value());
        json.writeEndArray();
        json.writeArrayFieldStart("recipient_third_parties");
        PartyId processor = given.processor();
        if (processor != null) {
            json.writeString(processor.value());
        }
        json.writeEndArray();
        json.writeStringField("collector", given.collectedBy().value());
    }

    private void event(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("event");
        json.writeStringField("event_time", given.collectedAt().toString());
        json.writeStringField("valid_until", given.validUntil().toString());
        if (given.exactSlot() != null) {
            json.writeStringField("exact_slot", given.exactSlot().toString());
        }
        json.writeStringField("entity_id", given.subject().value());
        json.writeStringField("event_type", "EXPRESSED_CONSENT");
        json.writeStringField("event_state", "CONSENT_GIVEN");
        json.writeEndObject();
    }

    private static void proof(ConsentProof proof, JsonGenerator json) throws IOException {
        json.writeStringField("positive_act", proof.positiveAct().name());
        json.writeObjectFieldStart("mentions");
        json.writeBooleanField("professionalAndGoods", proof.mentions().professionalAndGoods());
        json.writeBooleanField("choice", proof.mentions().choice());
        json.writeBooleanField("period", proof.mentions().period());
        json.writeBooleanField("withdrawal", proof.mentions().withdrawal());
        json.writeBooleanField("proofAccess", proof.mentions().proofAccess());
        json.writeEndObject();
        json.writeObjectFieldStart("evidence");
        json.writeStringField("kind", proof.evidence().kind());
        json.writeStringField("reference", proof.evidence().reference());
        json.writeEndObject();
    }
}
