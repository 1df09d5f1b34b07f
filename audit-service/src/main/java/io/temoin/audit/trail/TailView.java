// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.trail.TrailQuestion.Sight;
import io.temoin.chassis.events.TenantSession;
import io.temoin.eventsourcing.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.annotations.Immutable;
import org.hibernate.reactive.mutiny.Mutiny;

/** The trail in the order of its logs, as the runtime role of one tenant sees it. */
@ApplicationScoped
class TailView {

    /**
     * Entries looked through at once; a narrow question over a long absence takes several looks.
     */
    private static final int STRIDE = 5000;

    private static final String HEADS = "from Head order by period";

    private static final String GROWTH =
            """
            select entry, leaf.place from Row entry join Leaf leaf on leaf.id = entry.id
            where leaf.shard = :shard and leaf.place >= :first and leaf.place < :beyond and\s""";

    private static final String IN_ORDER = " order by leaf.place";

    /** A log and how many entries are in it. */
    @Entity(name = "Head")
    @Immutable
    @Table(name = "log_head")
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Head {

        @Id String shard;
        String period;

        @Column(name = "size")
        long entries;
    }

    /** Where in its log an entry is. Inside a tenant an event is in one place. */
    @Entity(name = "Leaf")
    @Immutable
    @Table(name = "log_leaf")
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Leaf {

        @Id
        @Column(name = "event_id")
        String id;

        String shard;

        @Column(name = "index")
        long place;
    }

    /** An entry, and how far one has come with it. */
    record Line(Entry entry, Reach reach) {}

    /**
     * What there is to see.
     *
     * @param reach how far was looked, which is further than the last line when nothing came after
     */
    record Growth(List<Line> lines, Reach reach) {}

    private final TrailView trail;

    TailView(TrailView trail) {
        this.trail = trail;
    }

    /** As far as the logs are now. */
    Uni<Reach> now(TenantId tenant) {
        return TenantSession.in(tenant, TailView::heads)
                .map(
                        heads -> {
                            var sizes = new TreeMap<String, Long>();
                            heads.forEach(head -> sizes.put(head.period, head.entries));
                            return new Reach(sizes);
                        });
    }

    /**
     * What came after {@code reach}, answers {@code question} and is reached by {@code sight}, in
     * the order it arrived.
     *
     * @param most lines
     */
    Uni<Growth> after(TenantId tenant, Reach reach, TrailQuestion question, Sight sight, int most) {
        return TenantSession.in(
                tenant,
                () ->
                        heads().map(heads -> grown(heads, reach))
                                .flatMap(
                                        head ->
                                                head.isEmpty()
                                                        ? Uni.createFrom()
                                                                .item(new Growth(List.of(), reach))
                                                        : trail.conditions(question, sight)
                                                                .flatMap(
                                                                        conditions ->
                                                                                in(
                                                                                        head.get(),
                                                                                        reach,
                                                                                        conditions,
                                                                                        most))));
    }

    private static Uni<List<Head>> heads() {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(HEADS, Head.class).getResultList());
    }

    /** Log after log; in January there is a second one for as long as the first one's queue. */
    private static Optional<Head> grown(List<Head> heads, Reach reach) {
        return heads.stream().filter(head -> head.entries > reach.in(head.period)).findFirst();
    }

    private static Uni<Growth> in(Head head, Reach reach, Conditions conditions, int most) {
        long first = reach.in(head.period);
        long beyond = Math.min(head.entries, first + STRIDE);
        return Panache.getSession()
                .flatMap(
                        session ->
                                query(session, conditions, head, first, beyond)
                                        .setMaxResults(most)
                                        .getResultList())
                .map(rows -> growth(head, rows, reach, most, beyond));
    }

    private static Mutiny.SelectionQuery<Object[]> query(
            Mutiny.Session session, Conditions conditions, Head head, long first, long beyond) {
        var query =
                session.createSelectionQuery(
                                GROWTH + conditions.clause() + IN_ORDER, Object[].class)
                        .setParameter("shard", head.shard)
                        .setParameter("first", first)
                        .setParameter("beyond", beyond);
        for (Map.Entry<String, Object> parameter : conditions.parameters().entrySet()) {
            query.setParameter(parameter.getKey(), parameter.getValue());
        }
        return query;
    }

    private static Growth growth(
            Head head, List<Object[]> rows, Reach reach, int most, long beyond) {
        List<Line> lines =
                rows.stream()
                        .map(
                                row ->
                                        new Line(
                                                Entry.of((TrailView.Row) row[0]),
                                                reach.upTo(head.period, (Long) row[1] + 1)))
                        .toList();
        return new Growth(
                lines,
                lines.size() < most ? reach.upTo(head.period, beyond) : lines.getLast().reach());
    }
}
