// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalTextsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33612345678",
                "+33 6 12 34 56 78",
                "+33 (0)6 12 34 56 78",
                "+33-6-12-34-56-78",
                "+33\u00a06\u00a012\u00a034\u00a056\u00a078",
                "+33\u202f6\u202f12\u202f34\u202f56\u202f78",
                "+262692123456",
                "+1 415-555-2671",
                "+4930123456",
                "0033612345678",
                "00 33 6 12 34 56 78",
                "0612345678",
                "06 12 34 56 78",
                "06.12.34.56.78",
                "06-12-34-56-78",
                "CALL_06_12_34_56_78",
                "tel:0612345678",
                "phone-0612345678",
                "customer.0612345678.export",
                "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10.0612345678",
                "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10.06.12.34.56.78",
                "020 7946 0958",
                "07700 900123",
                "030 123456789",
                "0151 12345678",
                "(415) 555-2671",
                "415-555-2671",
                "612 34 56 78",
                "612 345 678",
                "33612345678",
                "33 6 12 34 56 78",
                "33-6-12-34-56-78",
                "33.612.345.678",
                "poste-33612345678",
                "4915112345678",
                "447700900123",
                "12125550123",
                "1-212-555-0123",
                "612345678",
                "199009876",
                "145678901",
                "01:99:00:98:76",
                "01#99#00#98#76",
                "01,99,00,98,76",
                "０１９９００９８７６",
                "٠١٩٩٠٠٩٨٧٦",
                "%2B33199009876",
                "01%2099%2000%2098%2076",
                "%252B33199009876",
                "01%25252099%25252000%25252098%25252076",
                "01\u201399\u201300\u201398\u201376",
                "01\u201199\u201100\u201198\u201176",
                "01\u201499\u201400\u201498\u201476",
                "01\u221299\u221200\u221298\u221276",
                "01\u00b799\u00b700\u00b798\u00b776",
                "01'99'00'98'76",
                "01\u201999\u201900\u201998\u201976",
                "01+99+00+98+76",
                "01\\99\\00\\98\\76",
                "01\u200b99\u200b00\u200b98\u200b76",
                "0\ufe0f\u20e31\ufe0f\u20e39\ufe0f\u20e39\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e39\ufe0f\u20e38\ufe0f\u20e37\ufe0f\u20e36",
                "01\t99\t00\t98\t76",
                "01   99   00   98   76",
                "01---99---00---98---76",
                "01 - 99 - 00 - 98 - 76",
                "2026-11-24 : +33 1 99 00 98 76",
                "2026-11-24 - +33 1 99 00 98 76",
                "called 2026-11-24, +33 1 99 00 98 76",
                "2026-11-24 (+33 1 99 00 98 76)",
                "2026-11-24 10:30 - +33 1 99 00 98 76",
                "2026-11-24+33 1 99 00 98 76",
                "1234567 - +33 1 99 00 98 76"
            })
    void findsAPhoneNumber(String text) {
        assertThat(PersonalTexts.kindOf(text)).isEqualTo("a phone number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jean.dupont@example.org",
                "mailto:jean@example.org",
                "jean@intranet",
                "jean.dupont＠example.com",
                "jean.dupont%40example.com",
                "<jean@example.org>",
                "to-jean+crm@example.org-from-x"
            })
    void findsAnAddress(String text) {
        assertThat(PersonalTexts.kindOf(text)).isEqualTo("an e-mail address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4711",
                "4711-export-1",
                "TCK-2026-1187",
                "CMP-2026-31",
                "LYON-3-117",
                "00000000000000000003",
                "20261124091203512",
                "1795511523512",
                "1795511523",
                "20261124",
                "2026-11-24",
                "rec/2026-11-24/0930-1",
                "call-7421/12500-19800",
                "0197a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d",
                "06123456-7812-3456-7812-061234567812",
                "claimed:06123456-7812-3456-7812-061234567812",
                "9f2b6c1d3e4f5a60718293a4b5c6d7e8",
                "00612345678061234567806123456780",
                "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10.0",
                "0197a3c2-4b1e-7a55-8f00-012345678901.0",
                "0197a3c2-4b1e-7a55-8f00-012345678901.1234",
                "S-1-5-21-2024249-2692429-235195-1000",
                "CUSTOMER_LIST_EXPORTED",
                "@",
                "v1.2.3"
            })
    void leavesCodesAlone(String text) {
        assertThat(PersonalTexts.kindOf(text)).isNull();
    }

    /** About one in 3,000 has digits like those of a number. */
    @Test
    void leavesTheIdsOfTheSuitesEventsAlone() {
        Random random = new Random(20261126);
        for (int i = 0; i < 100_000; i++) {
            String id = new UUID(random.nextLong(), random.nextLong()) + "." + random.nextInt(10);

            assertThat(PersonalTexts.kindOf(id)).as(id).isNull();
        }
    }

    /** A megabyte of what is almost a number is looked through in one go. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "+3", "06 ", "00", "1-", "a@", "@", "+ ", "1---", "%25"})
    void isNotKeptBusy(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());

        // Of this thread's own processor time: others' work on the machine does not count.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        PersonalTexts.kindOf(text);
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
                .isLessThan(Duration.ofSeconds(5));
    }
}
