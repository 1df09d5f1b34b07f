// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import java.util.List;
import java.util.Locale;

/**
 * A trail of many entries, as most of a year of calls leaves it: eight entries a call, four fifths
 * of the calls in one tenant and the rest in four others, few people who do much and many who do
 * little.
 */
public final class LargeTrail {

    /** The tenant with most of the entries. */
    public static final String TENANT = "helios";

    private static final int CALL = 8;

    // Of 20 calls, so many are of the one tenant.
    private static final int TENANTS = 20;
    private static final int OURS = 16;

    /**
     * Row n is entry n % 8 of call n / 8. A hash of the two stands for chance, so that every fill
     * is the same; squaring a number below 1 makes small ones frequent.
     */
    private static final String ROWS =
            """
            insert into audit_entry (tenant, event_id, at, recorded_at, service, action, outcome,
              because, actor, organisation, role, workstation, purposes, reason_code,
              reason_reference, operation, channel, controller, subject, recording, decision,
              consent, correlation, causation, stream, sequence)
            select case when call % 20 < 16 then 'helios' else 'tenant-' || call % 20 end,
              '01970000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') || '.0',
              at, at + interval '40 ms',
              (array['consent', 'consent', 'consent', 'consent', 'recording', 'recording',
                'recording', 'retention'])[k + 1],
              action,
              case when action in ('CALL_REFUSED', 'LISTENING_REFUSED') then 'REFUSED'
                when action in ('CALL_ALLOWED', 'LISTENING_GRANTED') then 'ALLOWED'
                else 'DONE' end,
              case when k in (1, 7) then array['CONSENT_IN_FORCE'] else array[]::text[] end,
              '5c9d4c1e-2f0b-4a53-9a0e-' || lpad(floor(2000 * u * u)::text, 12, '0'),
              case when call % 3 = 0 then 'voix-du-rhone' else 'rhone-telecom' end,
              case when k < 4 then 'dialer' when k = 6 then 'supervisor' else 'recorder' end,
              case when k < 7 then 'LYON-3-' || floor(500 * u * v) end,
              array[case when call % 5 = 0 then 'TRAINING' else 'QUALITY' end],
              case when k = 6 then 'QUALITY_CAMPAIGN' end,
              case when k = 6 then 'TCK-' || call end,
              initcap(action), case when k in (0, 3) then 'VOICE' end,
              case when call % 4 = 0 then 'loire-assurance' else 'rhone-telecom' end,
              md5((call * 7919 % 400000)::text),
              case when k > 3 then '01970001-0000-7000-8000-' || hex end,
              case when k > 0 then '01970002-0000-7000-8000-' || hex end,
              case when k in (0, 1) or k > 3 then '01970003-0000-7000-8000-' || hex end,
              '01970004-0000-7000-8000-' || hex, null,
              case when k > 3 then 'recording-01970001-0000-7000-8000-' || hex
                else 'contact-rhone-telecom-' || md5((call * 7919 % 400000)::text) end,
              k + 1
            from (
              select n, n / 8 as call, n % 8 as k, lpad(to_hex(n / 8), 12, '0') as hex,
                (hashint8extended(n / 8, 1) & 65535) / 65536.0::float8 as u,
                (hashint8extended(n, 2) & 65535) / 65536.0::float8 as v,
                timestamptz '2026-02-01T08:00:00Z'
                  + (n / 8) * (interval '340 days' / {calls}) + (n % 8) * interval '17 s' as at,
                case n % 8 when 0 then 'CONSENT_GIVEN'
                  when 1 then case when n / 8 % 10 = 0 then 'CALL_REFUSED' else 'CALL_ALLOWED' end
                  when 2 then 'CALL_ATTEMPTED' when 3 then 'NOTICE_SERVED'
                  when 4 then 'RECORDING_REGISTERED' when 5 then 'RECORDING_STORED'
                  when 6 then case when n / 8 % 100 = 0 then 'LISTENING_REFUSED'
                    when n / 8 % 5 = 0 then 'LISTENING_GRANTED' else 'PURPOSE_FULFILLED' end
                  else 'ITEM_RETAINED' end as action
              from generate_series({from}::bigint, {to}::bigint) n) entry""";

    private LargeTrail() {}

    /**
     * Fills the trail of an audit-service that is not running, unless it is filled already.
     *
     * @param rows entries of all tenants
     */
    public static void fill(Database audit, int rows) {
        String last = "select count(*) from audit_entry where event_id = '" + id(rows - 1L) + "'";
        if (audit.number(last) > 0) {
            return;
        }
        BulkTable trail = BulkTable.empty(audit, "audit_entry");
        int half = rows / 2;
        trail.together(List.of(rows(0, half - 1L, rows), rows(half, rows - 1L, rows)));
        trail.complete();
    }

    private static String rows(long from, long to, int rows) {
        return ROWS.replace("{from}", Long.toString(from))
                .replace("{to}", Long.toString(to))
                .replace("{calls}", Integer.toString(rows / CALL));
    }

    /** The id of an entry. */
    public static String id(long entry) {
        return String.format(Locale.ROOT, "01970000-0000-7000-8000-%012x.0", entry);
    }

    /** Whether an entry is of {@link #TENANT}. */
    public static boolean ours(long entry) {
        return entry / CALL % TENANTS < OURS;
    }
}
