// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.util.NameTransformer;
import io.temoin.eventsourcing.Embedded;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record whose one component is called {@code value} as that value, and the components of
 * an {@link Embedded} record as members of the record around it; reads both back. The domain keeps
 * its types (which know no Jackson), the published events plain texts and flat objects.
 */
final class DomainRecords extends JacksonAnnotationIntrospector {

    @Override
    public @Nullable Boolean hasAsValue(Annotated annotated) {
        if (annotated instanceof AnnotatedMethod method
                && method.getName().equals("value")
                && wraps(method.getDeclaringClass())) {
            return true;
        }
        return super.hasAsValue(annotated);
    }

    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(
            MapperConfig<?> config, Annotated annotated) {
        if (annotated instanceof AnnotatedConstructor constructor
                && constructor.getParameterCount() == 1
                && wraps(constructor.getDeclaringClass())) {
            return JsonCreator.Mode.DELEGATING;
        }
        return super.findCreatorAnnotation(config, annotated);
    }

    @Override
    public @Nullable NameTransformer findUnwrappingNameTransformer(AnnotatedMember member) {
        return member.hasAnnotation(Embedded.class)
                ? NameTransformer.NOP
                : super.findUnwrappingNameTransformer(member);
    }

    private static boolean wraps(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getName().equals("value");
    }
}
