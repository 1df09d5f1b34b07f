// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.letter.domain.DescribedItem;
import io.temoin.retention.letter.domain.LetterFacts.Names;
import io.temoin.retention.policy.PartyNameStore;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.schedule.RetainedItemStream;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Known;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the person knows the parties and items of a request by. */
@ApplicationScoped
class LetterNames {

    private final PartyNameStore parties;
    private final RetainedItemStream recordings;
    private final RegisteredItemQueries registered;

    LetterNames(
            PartyNameStore parties,
            RetainedItemStream recordings,
            RegisteredItemQueries registered) {
        this.parties = parties;
        this.recordings = recordings;
        this.registered = registered;
    }

    /** The names in the letters about a request. */
    Uni<Names> of(TenantId tenant, Request request) {
        RequestOpened opened = RequestDecider.openedOf(request);
        return Uni.combine()
                .all()
                .unis(
                        parties.of(tenant, named(opened, request)),
                        Multi.createFrom()
                                .iterable(items(opened, request))
                                .onItem()
                                .transformToUniAndConcatenate(item -> item(tenant, opened, item))
                                .filter(found -> !found.isEmpty())
                                .collect()
                                .asList()
                                .map(LetterNames::together))
                .with(Names::new);
    }

    private static Map<UUID, DescribedItem> together(List<Map<UUID, DescribedItem>> all) {
        return all.stream()
                .flatMap(one -> one.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> named(RequestOpened opened, Request request) {
        return Stream.concat(
                        Stream.of(opened.controller()),
                        RequestDecider.correspondenceOf(request).recipients().all().stream()
                                .map(recipient -> recipient.named().recipient()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<UUID> items(RequestOpened opened, Request request) {
        var about = opened.about();
        Stream<@Nullable UUID> asked =
                about == null ? Stream.empty() : Stream.of(about.recording(), about.decision());
        return Stream.concat(asked, parts(request).stream().map(AnswerPart::item))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<AnswerPart> parts(Request request) {
        if (!(request instanceof Ended ended)) {
            return List.of();
        }
        return switch (ended.ending()) {
            case Ending.Answered(var answer) -> answer.parts();
            case Ending.Refused(var refusal) -> refusal.parts();
            default -> List.of();
        };
    }

    private Uni<Map<UUID, DescribedItem>> item(TenantId tenant, RequestOpened opened, UUID id) {
        return recordings
                .replay(tenant, id)
                .flatMap(
                        replayed ->
                                isOfRequest(replayed.state(), opened)
                                        ? Uni.createFrom()
                                                .item(recording(replayed.state(), opened, id))
                                        : ofRegister(tenant, opened, id));
    }

    /** Nobody is told of an item of somebody else. */
    private static boolean isOfRequest(RetainedItem item, RequestOpened opened) {
        return item instanceof Known known
                && known.retained().call().controller().equals(opened.controller())
                && known.retained().call().subject().equals(opened.subject());
    }

    private static Map<UUID, DescribedItem> recording(
            RetainedItem item, RequestOpened opened, UUID id) {
        return item instanceof Known known
                ? Map.of(
                        id,
                        described(ListedKind.RECORDING, known.retained().facts().endedAt(), opened))
                : Map.of();
    }

    private Uni<Map<UUID, DescribedItem>> ofRegister(
            TenantId tenant, RequestOpened opened, UUID id) {
        return registered
                .find(tenant, id)
                .map(
                        found ->
                                found.stream()
                                        .filter(
                                                one ->
                                                        one.item()
                                                                        .controller()
                                                                        .equals(opened.controller())
                                                                && opened.subject()
                                                                        .equals(
                                                                                one.item()
                                                                                        .subject()))
                                        .findFirst()
                                        .map(
                                                one ->
                                                        Map.of(
                                                                id,
                                                                described(
                                                                        ListedKind.valueOf(
                                                                                one.item()
                                                                                        .kind()
                                                                                        .name()),
                                                                        one.startedAt(),
                                                                        opened)))
                                        .orElseGet(Map::of));
    }

    private static DescribedItem described(ListedKind kind, Instant at, RequestOpened opened) {
        return new DescribedItem(kind, at.atZone(opened.zone()).toLocalDate());
    }
}
