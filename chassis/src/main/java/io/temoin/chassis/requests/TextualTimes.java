// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes times as texts only. The library would also take numbers, of whichever unit it thinks, and
 * lists of numbers, whatever the mapper says of conversions.
 */
final class TextualTimes extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
        Class<?> type = bean.getBeanClass();
        return isTime(type) ? new Textual(type, deserializer) : deserializer;
    }

    static boolean isTime(Class<?> type) {
        return Temporal.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type);
    }

    private static final class Textual extends DelegatingDeserializer {

        private static final long serialVersionUID = 1;
        private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]*)?");

        private final Class<?> type;

        Textual(Class<?> type, JsonDeserializer<?> deserializer) {
            super(deserializer);
            this.type = type;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegatee) {
            return new Textual(type, delegatee);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            boolean text =
                    parser.hasToken(JsonToken.VALUE_STRING)
                            && !NUMBER.matcher(parser.getText()).matches();
            return text
                    ? super.deserialize(parser, context)
                    : context.reportInputMismatch(type, "a time is a text");
        }
    }
}
