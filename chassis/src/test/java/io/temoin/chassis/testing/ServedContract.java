// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the API of every service keeps over HTTP, whatever it is about. */
public interface ServedContract {

    /** The operations of the service's document. */
    OperationsContract operations();

    /** An access token of somebody with the role {@code admin}. */
    String administrator();

    @Test
    default void whatCannotBeReadIsExplained() throws IOException {
        HttpContract.explainsWhatCannotBeRead();
        HttpContract.endsWhatIsNoHttp();
    }

    @Test
    default void aRequestNamesOneHostAndOneCaller() throws IOException {
        OneHost.isDemanded();
    }

    @Test
    default void problemsAreInTheReadersLanguage() {
        HttpContract.explainsProblemsInTheReadersLanguage();
        LanguageContract.explainsViolations(administrator());
        LanguageContract.explainsWhatHasNoViolations();
    }

    @Test
    default void cachesAreToldTheSameHoweverAnAddressIsWritten() throws IOException {
        HttpContract.guardsEverySpellingOfAnAddress();
    }

    @Test
    default void everyAddressTellsItsMethods() {
        operations().tellsTheMethodsOfEveryAddress();
    }

    @Test
    default void nothingIsGivenThatIsNotAccepted() {
        operations().givesNothingThatIsNotAccepted();
    }

    @Test
    default void whoReadsAfterACommandIsWaitedForEverywhere() {
        operations().waitsForEveryPosition();
    }

    @Test
    default void schemasOfItsEventsAreForEverybody() {
        HttpContract.servesTheSchemasOfItsEvents();
    }

    @Test
    default void aBadTokenIsRefusedWhereNoneIsNeededToo() {
        operations().refusesABadTokenEverywhere();
    }

    @Test
    default void aBodyOfUnknownKindIsNotRead() {
        HttpContract.readsNoBodyOfUnknownKind(administrator());
    }

    @Test
    default void aConnectionWithoutTlsStaysWithHttp1() throws Exception {
        HttpContract.changesToNoOtherProtocol();
    }

    @Test
    default void aProbeMayAskForHttp2() throws Exception {
        HttpContract.answersProbesThatAskForHttp2();
    }

    @Test
    default void everyOperationIsCostlyOrCheap() {
        CostlyContract.isDecidedForEveryOperation();
    }

    @Test
    default void pagesOfNamedOriginsMayCall() {
        HttpContract.letsNamedOriginsIn();
    }
}
