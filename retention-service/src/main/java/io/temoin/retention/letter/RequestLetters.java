// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.erasure.ErasureStream;
import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.erasure.domain.Erasure.Complete;
import io.temoin.retention.letter.domain.Letter;
import io.temoin.retention.letter.domain.LetterContent;
import io.temoin.retention.letter.domain.LetterFacts;
import io.temoin.retention.letter.domain.LetterFacts.Authority;
import io.temoin.retention.rights.OtherRestrictionQueries;
import io.temoin.retention.rights.RequestDesk;
import io.temoin.retention.rights.SupervisoryAuthority;
import io.temoin.retention.rights.domain.LetterKind;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand.RecordLetter;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RightsProblem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Writes letters to the person who made a request, for the controller's own desk. */
@ApplicationScoped
class RequestLetters {

    /**
     * A letter, ready to be sent.
     *
     * @param digest SHA-256 of the text
     */
    record Written(String text, String html, String digest) {}

    private final RequestDesk desk;
    private final ErasureStream erasures;
    private final ErasureOrders orders;
    private final LetterNames names;
    private final OtherRestrictionQueries others;

    RequestLetters(
            RequestDesk desk,
            ErasureStream erasures,
            ErasureOrders orders,
            LetterNames names,
            OtherRestrictionQueries others) {
        this.desk = desk;
        this.erasures = erasures;
        this.orders = orders;
        this.names = names;
        this.others = others;
    }

    /** The letter as the facts are now. */
    Uni<Written> write(Caller caller, String id, LetterKind kind, Locale language) {
        return desk.ofController(caller, id)
                .flatMap(request -> write(caller.tenant(), request, kind, language));
    }

    /** Records that it was sent, if what was sent is what the facts say. */
    Uni<CommandOutcome<Request, RequestEvent>> record(
            Caller caller, String id, RecordLetter letter, EventMetadata metadata) {
        return desk.ofController(caller, id)
                .flatMap(request -> requireSame(caller.tenant(), request, letter))
                .chain(() -> desk.decide(caller, id, letter, metadata));
    }

    /** What was recorded once said what the facts were then. */
    private Uni<Void> requireSame(TenantId tenant, Request request, RecordLetter sent) {
        boolean known =
                RequestDecider.correspondenceOf(request).letters().stream()
                        .anyMatch(
                                it ->
                                        it.kind() == sent.kind()
                                                && it.digest().equals(sent.digest()));
        return known
                ? Uni.createFrom().voidItem()
                : write(tenant, request, sent.kind(), Locale.forLanguageTag(sent.language()))
                        .invoke(now -> requireSame(now, sent))
                        .replaceWithVoid();
    }

    private static void requireSame(Written now, RecordLetter sent) {
        if (!now.digest().equals(sent.digest())) {
            throw new Rejected(
                    RightsProblem.LETTER_CHANGED,
                    "The letter has another text by now: read it again, and send what it says.");
        }
    }

    private Uni<Written> write(TenantId tenant, Request request, LetterKind kind, Locale language) {
        return facts(tenant, request)
                .map(facts -> written(LetterContent.of(kind, facts), LetterTexts.in(language)));
    }

    private static Written written(Letter letter, LetterTexts in) {
        String text = in.plain(letter);
        return new Written(text, in.html(letter), Sha256.hex(text));
    }

    private Uni<LetterFacts> facts(TenantId tenant, Request request) {
        RequestOpened opened = RequestDecider.openedOf(request);
        SupervisoryAuthority authority = SupervisoryAuthority.of(opened.country());
        return erasures.load(tenant, opened.request())
                .flatMap(
                        erasure ->
                                Uni.combine()
                                        .all()
                                        .unis(
                                                orders(tenant, opened, erasure),
                                                names.of(tenant, request),
                                                others.of(tenant, request))
                                        .with(
                                                (found, named, restricting) ->
                                                        new LetterFacts(
                                                                request,
                                                                erasure,
                                                                found,
                                                                new Authority(
                                                                        authority.name(),
                                                                        authority.url()),
                                                                named,
                                                                !restricting.isEmpty())));
    }

    private Uni<List<UUID>> orders(TenantId tenant, RequestOpened opened, Erasure erasure) {
        return erasure instanceof Complete(var done)
                ? orders.find(tenant, opened.controller(), opened.subject(), done.completedAt())
                : Uni.createFrom().item(List.of());
    }
}
