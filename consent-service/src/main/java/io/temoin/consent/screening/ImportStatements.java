// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

/**
 * The statements of {@link ImportStore}. How long something stands still is measured by the
 * database's clock alone.
 */
final class ImportStatements {

    static final String INSERT =
            """
            insert into screening_import (tenant, id, register, controller, as_of, source, region,
              header, metadata, request_hash, state, digest, started_at, touched_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::json, $10, 'RECEIVING', $11, $12, now())
            on conflict do nothing\
            """;

    static final String FIND = "select * from screening_import where tenant = $1 and id = $2";

    static final String LIST =
            """
            select * from screening_import
            where tenant = $1 and ($6 or controller = '' or controller = any($2))
              and (started_at, id) < ($3, $4)
            order by started_at desc, id desc limit $5\
            """;

    static final String ADVANCE =
            """
            update screening_import set received = $4, lines = $5, pieces = $6, digest = $7,
              broken_lines = $8, touched_at = now()
            where tenant = $1 and id = $2 and received = $3 and state = 'RECEIVING'\
            """;

    static final String PIECE =
            """
            insert into screening_piece (tenant, import, number, ends, fingerprints)
            values ($1, $2, $3, $4, $5)\
            """;

    static final String CLOSE =
            """
            update screening_import set state = $3, checksum = $4, page_bits = $5,
              touched_at = now(), pages_dropped = $6, uploader = $8::text::json, failure = $9
            where tenant = $1 and id = $2 and state = 'RECEIVING' and received = $7\
            """;

    static final String GIVE_UP =
            """
            update screening_import set state = $3, failure = $4, pages_dropped = true,
              touched_at = now()
            where tenant = $1 and id = $2 and state in ('RECEIVING', 'RUNNING')\
            """;

    static final String DROP_PIECES =
            "delete from screening_piece where tenant = $1 and import = $2";

    static final String DROP_PAGES = "delete from screening_page where tenant = $1 and copy = $2";

    static final String DROPPED =
            "update screening_import set pages_dropped = true where tenant = $1 and id = $2";

    /** Reads the parts of all pieces that hold the fingerprints of one range. */
    static final String RANGE =
            """
            select substring(fingerprints
              from case when $3 = 0 then 0 else ends[$3] end * 16 + 1
              for (ends[$4] - case when $3 = 0 then 0 else ends[$3] end) * 16) as part
            from screening_piece where tenant = $1 and import = $2 order by number\
            """;

    static final String PAGES =
            """
            insert into screening_page (tenant, copy, page, fingerprints)
            select $1, $2, i.page, i.fingerprints
            from unnest($3::int[], $4::bytea[]) as i (page, fingerprints)\
            """;

    static final String BUILT =
            """
            update screening_import set built = $4, rows = rows + $5,
              touched_at = clock_timestamp()
            where tenant = $1 and id = $2 and built = $3 and builder = $6 and state = 'RUNNING'\
            """;

    static final String REPLACED =
            """
            update screening_import i set replaced_at = now()
            from screening_register r
            where r.tenant = $1 and r.register = $2 and r.controller = $3 and r.copy <> $4
              and i.tenant = $1 and i.id = r.copy\
            """;

    static final String CURRENT =
            """
            insert into screening_register as r (tenant, register, controller, copy, as_of, rows,
              page_bits, imported_at)
            select tenant, register, controller, id, as_of, rows, page_bits, $3
            from screening_import where tenant = $1 and id = $2
            on conflict (tenant, register, controller) do update set copy = excluded.copy,
              as_of = excluded.as_of, rows = excluded.rows, page_bits = excluded.page_bits,
              imported_at = excluded.imported_at
            where r.as_of <= excluded.as_of\
            """;

    static final String COMPLETE =
            """
            update screening_import set state = 'COMPLETED', touched_at = now()
            where tenant = $1 and id = $2 and builder = $3 and state = 'RUNNING'\
            """;

    /** What another process is writing at this moment is not taken from it. */
    static final String TAKE =
            """
            update screening_import set builder = $3, touched_at = clock_timestamp()
            where (tenant, id) = (
              select tenant, id from screening_import
              where tenant = $1 and id = $2 and state = 'RUNNING'
                and (builder is null
                  or touched_at < clock_timestamp() - make_interval(secs => $4))
              for update skip locked)\
            """;

    static final String KEEP =
            """
            update screening_import set touched_at = clock_timestamp()
            where tenant = $1 and id = $2 and builder = $3 and state = 'RUNNING'\
            """;

    private ImportStatements() {}
}
