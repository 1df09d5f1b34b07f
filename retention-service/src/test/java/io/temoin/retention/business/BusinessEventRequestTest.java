// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.business.BusinessReport.Target;
import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a business system can say, and how it is understood. */
class BusinessEventRequestTest {

    private static final Instant NOW = Instant.parse("2027-02-01T09:00:00Z");
    private static final String AT = "2027-02-01T08:00:00Z";
    private static final String ID = "01990000-0000-7000-8000-000000000002";
    private static final ReferenceFingerprints FINGERPRINTED =
            new ReferenceFingerprints(_ -> "contract-of-0f1e2d3c", claim -> "f-" + claim);
    private static final String PERSON = "5f1d2c3b4a5968778695a4b3c2d1e0f1";

    /**
     * The document names every event there is: a list that lags behind would refuse in a client.
     */
    @ParameterizedTest
    @ValueSource(classes = {BusinessEventRequest.class, BusinessEventAnswer.class})
    void listsEveryEvent(Class<?> body) throws NoSuchFieldException {
        var schema = body.getDeclaredField("event").getAnnotation(Schema.class);
        assertThat(schema.enumeration())
                .containsExactlyElementsOf(
                        Stream.concat(
                                        Stream.of(BusinessEventRequest.CONTRACT_LINKED),
                                        Arrays.stream(BusinessEvent.values()).map(Enum::name))
                                .sorted()
                                .toList());
    }

    @Test
    void linksACallAndReportsInOne() {
        var report =
                request("CONTRACT_SIGNED", null, ID, " AV-1 ", null, "rhone")
                        .parsed(NOW, ReferenceFingerprints.DONE);
        assertThat(report.contract()).isEqualTo("AV-1");
        assertThat(report.target()).isInstanceOf(Target.WholeCall.class);
    }

    @Test
    void namesNoReferenceInALog() {
        var request = request("CONTRACT_ENDED", null, null, "Anna Durand 1984", null, "rhone");
        assertThat(List.of(request.toString(), request.parsed(NOW, FINGERPRINTED).toString()))
                .noneMatch(text -> text.contains("Durand"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SIGNED, -, ID, -, -, rhone, /event",
                "CONTRACT_LINKED, -, ID, -, -, rhone, /contract",
                "CONTRACT_LINKED, -, -, AV-1, -, rhone, /contract",
                "CONTRACT_ENDED, -, -, -, -, rhone, /recording",
                "CONTRACT_ENDED, -, -, '  ', -, rhone, /contract",
                "CONTRACT_ENDED, -, -, AV-1, -, -, /controller",
                "CONTRACT_ENDED, -, -, AV-1, PERSON, rhone, /person",
                "CONTRACT_ENDED, ID, -, AV-1, -, rhone, /controller",
                "CONTRACT_ENDED, ID, ID, AV-1, -, -, /decision",
                "CONTRACT_SIGNED, -, -, -, PERSON, rhone, /person",
                "LAST_CONTACT_FROM_PERSON, -, -, -, +33612345678, rhone, /person",
                "LAST_CONTACT_FROM_PERSON, -, -, -, PERSON, -, /controller"
            })
    void refusesWhatIsNotClear(
            String event,
            @Nullable String recording,
            @Nullable String decision,
            @Nullable String contract,
            @Nullable String person,
            @Nullable String controller,
            String pointer) {
        var request =
                request(
                        event,
                        recording == null ? null : ID,
                        decision == null ? null : ID,
                        contract,
                        "PERSON".equals(person) ? PERSON : person,
                        controller);
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> request.parsed(NOW, ReferenceFingerprints.DONE))
                .satisfies(
                        refusal ->
                                assertThat(refusal.violations())
                                        .extracting(Rejected.Violation::pointer)
                                        .containsExactly(pointer));
    }

    @Test
    void namesAClaimByTheFingerprintOfItsReference() {
        assertThat(claim("CLAIM_MADE", " RG 27/0421 ").parsed(NOW, FINGERPRINTED).claim())
                .isEqualTo("f-RG 27/0421");
        assertThat(claim("CLAIM_CLOSED", "RG 27/0421").parsed(NOW, FINGERPRINTED).toString())
                .doesNotContain("contract-of");
        // An end of before claims had references: it ends none that has one.
        assertThat(claim("CLAIM_CLOSED", null).parsed(NOW, FINGERPRINTED).claim()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "CLAIM_MADE, -",
                "CLAIM_MADE, '  '",
                "CLAIM_CLOSED, ''",
                "CONTRACT_ENDED, RG 1"
            })
    void refusesAClaimThatIsNotClear(String event, @Nullable String claim) {
        var request = claim(event, claim);
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> request.parsed(NOW, ReferenceFingerprints.DONE))
                .satisfies(
                        refusal ->
                                assertThat(refusal.violations())
                                        .extracting(Rejected.Violation::pointer)
                                        .containsExactly("/claim"));
    }

    private static BusinessEventRequest request(
            String event,
            @Nullable String recording,
            @Nullable String decision,
            @Nullable String contract,
            @Nullable String person,
            @Nullable String controller) {
        return new BusinessEventRequest(
                event, AT, recording, decision, contract, person, null, controller);
    }

    private static BusinessEventRequest claim(String event, @Nullable String claim) {
        return new BusinessEventRequest(event, AT, ID, null, null, null, claim, null);
    }
}
