// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.Index;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSchemasTest {

    /** As a resource is: what its methods take and give is what the document shows. */
    interface Resource {
        @GET
        Thing thing();

        @POST
        Nested.Two nested(Nested.One one);

        @GET
        Loud loud();
    }

    record Thing(String name, int size, @Nullable String note, List<String> tags) {}

    /** Writes its nulls. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Loud(@Nullable String note) {}

    interface Nested {
        record One(One.State state) {
            enum State {
                OPEN,
                SHUT
            }
        }

        record Two(Two.State state) {
            enum State {
                HOT,
                COLD
            }
        }
    }

    @Test
    void requiresEveryComponentThatIsNotNullable() throws IOException {
        OpenAPI document = filtered(Map.of("Thing", object("name", "size", "note", "tags")));
        assertThat(schema(document, "Thing").getRequired())
                .containsExactlyInAnyOrder("name", "size", "tags");
    }

    @Test
    void saysOfAnAnswerThatWritesItsNullsThatTheyMayBeNull() throws IOException {
        OpenAPI document = filtered(Map.of("Loud", object("note")));
        Schema loud = schema(document, "Loud");
        assertThat(loud.getRequired()).containsExactly("note");
        assertThat(property(loud, "note").getType())
                .containsExactly(SchemaType.STRING, SchemaType.NULL);
    }

    @Test
    void namesTypesOfOneNameAfterTheTypesTheyAreIn() throws IOException {
        OpenAPI document =
                filtered(
                        Map.of(
                                "State", enumeration("OPEN", "SHUT"),
                                "State1", enumeration("HOT", "COLD"),
                                "Two", object().addProperty("state", reference("State1"))));
        assertThat(document.getComponents().getSchemas())
                .containsOnlyKeys("OneState", "TwoState", "Two");
        assertThat(property(schema(document, "Two"), "state").getRef())
                .isEqualTo("#/components/schemas/TwoState");
    }

    @Test
    void refusesToGuessWhichTypeIsMeant() {
        assertThatThrownBy(
                        () ->
                                filtered(
                                        Map.of(
                                                "Thing", object("name"),
                                                "Thing1", object("size"))))
                .hasMessageContaining("Thing")
                .hasMessageContaining("@Schema");
    }

    @Test
    void givesAReferenceNoTypeOfItsOwn() throws IOException {
        Schema described = reference("Thing").addType(SchemaType.OBJECT).description("One.");
        Schema choice = enumeration("A").addType(SchemaType.OBJECT);
        filtered(
                Map.of(
                        "Thing", object("name"),
                        "Other", object().addProperty("thing", described),
                        "Choice", choice));
        assertThat(described.getType()).isNull();
        assertThat(choice.getType()).containsExactly(SchemaType.STRING);
    }

    private static OpenAPI filtered(Map<String, Schema> schemas) throws IOException {
        var responses = OASFactory.createAPIResponses();
        for (String name : schemas.keySet()) {
            responses.addAPIResponse(
                    Integer.toString(200 + responses.getAPIResponses().size()),
                    OASFactory.createAPIResponse()
                            .content(
                                    OASFactory.createContent()
                                            .addMediaType(
                                                    "application/json",
                                                    OASFactory.createMediaType()
                                                            .schema(reference(name)))));
        }
        PathItem path =
                OASFactory.createPathItem().GET(OASFactory.createOperation().responses(responses));
        OpenAPI document =
                OASFactory.createOpenAPI()
                        .paths(OASFactory.createPaths().addPathItem("/v1/things", path))
                        .components(OASFactory.createComponents().schemas(schemas));
        Index index =
                Index.of(
                        Resource.class,
                        Thing.class,
                        Loud.class,
                        Nested.class,
                        Nested.One.class,
                        Nested.One.State.class,
                        Nested.Two.class,
                        Nested.Two.State.class);
        new RecordSchemas(index).filterOpenAPI(document);
        return document;
    }

    private static Schema schema(OpenAPI document, String name) {
        return requireNonNull(document.getComponents().getSchemas().get(name), name);
    }

    private static Schema property(Schema schema, String name) {
        return requireNonNull(schema.getProperties().get(name), name);
    }

    private static Schema object(String... members) {
        Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT);
        for (String member : members) {
            schema.addProperty(member, OASFactory.createSchema().addType(SchemaType.STRING));
        }
        return schema;
    }

    private static Schema enumeration(String... constants) {
        return OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .enumeration(List.of((Object[]) constants));
    }

    private static Schema reference(String name) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }
}
