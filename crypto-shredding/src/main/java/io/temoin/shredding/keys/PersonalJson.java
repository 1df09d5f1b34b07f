// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Personal} value looks in JSON: {@code {"subject": …, "sealed": …}}. The keys come
 * with each call, as an attribute; without them nothing is written or read, so a mapper that is
 * merely at hand cannot leak a value.
 *
 * <p>A value is bound to its event and field: moved elsewhere, it does not open.
 */
public final class PersonalJson {

    private static final String KEYS = "temoin.keys";
    private static final String SUBJECT = "subject";
    private static final String SEALED = "sealed";

    /** The subjects' keys for one event, and what its values are bound to. */
    private record Keys(Map<SubjectId, KeyState> bySubject, String context) {

        KeyState toRead(SubjectId subject) {
            KeyState state = bySubject.get(subject);
            if (state == null) {
                throw new KeyNotLoaded(subject);
            }
            return state;
        }

        /** Who writes an event knows its subjects beforehand: here a missing one is a mistake. */
        KeyState toWrite(SubjectId subject) {
            KeyState state = bySubject.get(subject);
            if (state == null) {
                throw new IllegalStateException("the key of a subject was not looked up");
            }
            return state;
        }

        byte[] contextOf(String pointer) {
            return (context + "|" + pointer).getBytes(StandardCharsets.UTF_8);
        }
    }

    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    /** A copy of {@code mapper} is made to know personal values. */
    public PersonalJson(ObjectMapper mapper) {
        this.mapper = mapper.copy();
        SimpleModule module = new SimpleModule("personal");
        module.addSerializer(Personal.class, new Writer(mapper));
        module.addDeserializer(Personal.class, new Reader(mapper, null));
        this.mapper.registerModule(module);
    }

    /**
     * JSON of an event.
     *
     * @param keys state of every key that {@link PersonalValues#subjectsOf} names
     * @param context what sealed values are bound to
     */
    public String write(Object event, Map<SubjectId, KeyState> keys, String context)
            throws IOException {
        return mapper.writer()
                .withAttribute(KEYS, new Keys(keys, context))
                .writeValueAsString(event);
    }

    /**
     * The event of a JSON text; values whose key is gone come as {@link Personal.Erased}.
     *
     * @throws KeyNotLoaded for the first value whose key's state is not among {@code keys}
     */
    public <T> T read(String json, Class<T> type, Map<SubjectId, KeyState> keys, String context)
            throws IOException {
        return reader(type, keys, context).readValue(json);
    }

    /** The same for JSON that had to be changed before. */
    public <T> T read(JsonNode tree, Class<T> type, Map<SubjectId, KeyState> keys, String context)
            throws IOException {
        return reader(type, keys, context).readValue(tree);
    }

    private ObjectReader reader(Class<?> type, Map<SubjectId, KeyState> keys, String context) {
        return readers.computeIfAbsent(type, mapper::readerFor)
                .withAttribute(KEYS, new Keys(keys, context));
    }

    @SuppressWarnings("rawtypes") // Jackson finds serializers by class literal
    private static final class Writer extends JsonSerializer<Personal> {
        private final ObjectMapper plain;

        Writer(ObjectMapper plain) {
            this.plain = plain;
        }

        @Override
        public void serialize(Personal value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            if (!(value instanceof Personal.Plaintext<?> known)) {
                throw new IllegalStateException("an erased value cannot be recorded again");
            }
            Keys keys = (Keys) provider.getAttribute(KEYS);
            json.writeStartObject();
            String pointer = json.getOutputContext().getParent().pathAsPointer().toString();
            json.writeStringField(SUBJECT, known.subject().value());
            json.writeStringField(SEALED, seal(known, keys, pointer));
            json.writeEndObject();
        }

        private String seal(Personal.Plaintext<?> it, Keys keys, String at) throws IOException {
            return switch (keys.toWrite(it.subject())) {
                case KeyState.Usable(var key) ->
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        key.seal(
                                                plain.writeValueAsBytes(it.value()),
                                                keys.contextOf(at)));
                case KeyState.Destroyed destroyed -> throw new KeyDestroyed(destroyed);
                case KeyState.Absent _ -> throw new IllegalStateException("no key to seal with");
            };
        }
    }

    @SuppressWarnings("rawtypes") // Jackson finds deserializers by class literal
    private static final class Reader extends StdDeserializer<Personal>
            implements ContextualDeserializer {
        private final transient ObjectMapper plain;
        private final @Nullable JavaType content;

        Reader(ObjectMapper plain, @Nullable JavaType content) {
            super(Personal.class);
            this.plain = plain;
            this.content = content;
        }

        @Override
        public JsonDeserializer<?> createContextual(
                DeserializationContext context, @Nullable BeanProperty property) {
            JavaType personal = property == null ? context.getContextualType() : property.getType();
            JavaType inner = personal.isContainerType() ? personal.getContentType() : personal;
            return new Reader(plain, inner.containedType(0));
        }

        @Override
        public Personal deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            Keys keys = (Keys) context.getAttribute(KEYS);
            String pointer = json.getParsingContext().getParent().pathAsPointer().toString();
            JsonNode node = json.readValueAsTree();
            SubjectId subject = new SubjectId(node.required(SUBJECT).textValue());
            return switch (keys.toRead(subject)) {
                case KeyState.Usable(var key) -> {
                    byte[] sealed =
                            Base64.getUrlDecoder().decode(node.required(SEALED).textValue());
                    byte[] clear = key.open(sealed, keys.contextOf(pointer));
                    Object value = plain.readValue(clear, content);
                    yield Personal.plaintext(value, subject);
                }
                case KeyState.Destroyed(var since, var basis) ->
                        new Personal.Erased<>(subject, since, basis);
                case KeyState.Absent _ ->
                        throw new Tampered("a personal value names a subject that never had a key");
            };
        }
    }
}
