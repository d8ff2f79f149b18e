package interlock.fact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.util.List;
import java.util.Map;

/** The JSON Schema (draft 2020-12) of a fact file, with which editors complete and check YAML and JSON. */
public final class FactSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ID = "^[a-z0-9][a-z0-9.-]*$";
    private static final String DATE = "^((18|19|20|21)[0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
    private static final String WRITTEN_NUMBER = "^[-+]?(0|[1-9][0-9_]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,2})?(k|m|bn|tn)$"
            + "|^[-+]?[1-9][0-9]*(_[0-9]+)+(\\.[0-9]+)?$";

    private FactSchema() {}

    /** The schema, the same bytes for the same vocabulary; it ends with a line break. */
    public static String text(Vocabulary vocabulary) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:interlock:facts:1");
        schema.put("title", "Interlock facts");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode parts = schema.putObject("properties");
        parts.set("asOf", described(reference("date"), "the day on which the fact base stands"));
        parts.set("sources", described(list(reference("source")), "the register of sources"));
        parts.set("facts", list(reference("fact")));
        ObjectNode definitions = schema.putObject("$defs");
        definitions(definitions);
        definitions.set("fact", fact(vocabulary));
        vocabulary.kinds().forEach(k -> definitions.set(k.name(), kind(k)));
        return printed(schema);
    }

    private static void definitions(ObjectNode definitions) {
        definitions.set("id", pattern(ID, "small letters, digits, dots and hyphens"));
        definitions.set("text", text());
        definitions.set("date", pattern(DATE, "yyyy-mm-dd, 1800 to 2200"));
        definitions.set(
                "number",
                anyOf(
                        type("number"),
                        pattern(WRITTEN_NUMBER, "a number with k, m, bn or tn after it, or with underscores")));
        ObjectNode plainMoney = anyOf(
                type("number").put("minimum", 0),
                pattern(
                        WRITTEN_NUMBER.replace("[-+]?", "\\+?"),
                        "a number with k, m, bn or tn after it, or with underscores"));
        definitions.set("sum", plainMoney);
        ObjectNode amount = group(
                Map.of(),
                List.of("firm", "cap", "currency", "qualifier"),
                List.of(
                        reference("sum"),
                        reference("sum"),
                        pattern("^[A-Z]{3}$", "a code of ISO 4217; USD if absent"),
                        names(FieldReader.names(Qualifier.values()))));
        amount.set("anyOf", requiredOneOf("firm", "cap"));
        definitions.set("amount", anyOf(reference("sum"), amount));
        definitions.set("share", range(100));
        definitions.set("probability", range(1));
        definitions.set("evidence", evidence());
        definitions.set("outcome", outcome());
        definitions.set("source", source());
    }

    private static ObjectNode range(int most) {
        ObjectNode bound = type("number").put("minimum", 0).put("maximum", most);
        ObjectNode group = group(Map.of(), List.of("low", "high"), List.of(bound, bound.deepCopy()));
        group.set("anyOf", requiredOneOf("low", "high"));
        return anyOf(bound.deepCopy(), group);
    }

    private static ObjectNode evidence() {
        ObjectNode evidence = group(
                Map.of(),
                FactReader.EVIDENCE_FIELDS,
                List.of(
                        described(reference("text"), "the id of a source in the register"),
                        described(
                                type("integer").put("minimum", 1).put("maximum", 6),
                                "1 (confirmed) to 5 (improbable), 6 (cannot be judged)"),
                        described(reference("text"), "where in the source"),
                        described(reference("text"), "the source's own words"),
                        described(reference("text"), "who first said it")));
        evidence.set("required", strings(List.of("source", "credibility")));
        return evidence;
    }

    private static ObjectNode outcome() {
        ObjectNode amounts = type("object");
        amounts.set("additionalProperties", reference("sum"));
        ObjectNode outcome = group(
                Map.of(),
                FactReader.OUTCOME_FIELDS,
                List.of(reference("text"), reference("probability"), amounts, type("boolean")));
        outcome.set("required", strings(List.of("label", "probability")));
        return outcome;
    }

    private static ObjectNode source() {
        ObjectNode source = group(
                Map.of("kind", JSON.objectNode().put("const", FactReader.SOURCE)),
                FactReader.SOURCE_FIELDS,
                List.of(
                        reference("id"),
                        reference("text"),
                        reference("text"),
                        described(
                                names(List.of("A", "B", "C", "D", "E", "F")),
                                "reliability: A (completely reliable) to E (unreliable), F (cannot be judged)"),
                        reference("text"),
                        reference("date"),
                        described(reference("text"), "the publisher whose report this source passes on"),
                        described(reference("text"), "a party that the source belongs to or is paid by"),
                        reference("text")));
        source.set("required", strings(List.of("id", "title", "publisher", "letter")));
        return source;
    }

    /** A fact is checked as the kind that it names, so that an editor tells only of that kind's fields. */
    private static ObjectNode fact(Vocabulary vocabulary) {
        ObjectNode fact = type("object");
        fact.set("required", strings(List.of("kind", "id")));
        ObjectNode kind = JSON.objectNode();
        ArrayNode names = kind.putArray("enum");
        vocabulary.kinds().forEach(k -> names.add(k.name()));
        names.add(FactReader.SOURCE);
        fact.putObject("properties").set("kind", kind);
        ArrayNode cases = fact.putArray("allOf");
        vocabulary.kinds().forEach(k -> cases.add(ifKind(k.name(), k.name())));
        cases.add(ifKind(FactReader.SOURCE, "source"));
        return fact;
    }

    private static ObjectNode ifKind(String kind, String definition) {
        ObjectNode choice = JSON.objectNode();
        ObjectNode condition = choice.putObject("if");
        condition.putObject("properties").putObject("kind").put("const", kind);
        condition.set("required", strings(List.of("kind")));
        choice.set("then", reference(definition));
        return choice;
    }

    private static ObjectNode kind(Kind kind) {
        ObjectNode schema = type("object");
        schema.put("description", kind.about().isEmpty() ? kind.says() : kind.about() + " " + kind.says());
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("kind").put("const", kind.name());
        ArrayNode required = JSON.arrayNode().add("kind");
        for (Field component : kind.fields()) {
            Field field = FactReader.written(component);
            ObjectNode value = field.name().equals("id") ? reference("id") : value(field);
            properties.set(field.name(), field.list() ? list(value) : value);
            if (field.required()) {
                required.add(field.name());
            }
        }
        properties.set("status", names(FieldReader.names(Status.values())));
        properties.set("from", described(reference("date"), "the first day on which it is true"));
        properties.set(
                "to", described(reference("date"), "the last day on which it is true; absent while it still is"));
        properties.set("signed", described(reference("date"), "the day on which a deal was signed"));
        properties.set("closing", described(reference("date"), "the day on which a deal closed or is to close"));
        properties.set(
                "asserted", described(reference("date"), "the day the source said so; absent: the same as from"));
        ObjectNode evidence = list(reference("evidence"));
        properties.set("evidence", evidence);
        properties.set("outcomes", list(reference("outcome")));
        properties.set("contradicts", described(reference("text"), "the id of the fact that this one disputes"));
        properties.set("note", described(reference("text"), "for readers"));
        if (!FactReader.declaresParty(kind)) {
            required.add("status").add("evidence");
            evidence.put("minItems", 1);
            schema.set("anyOf", requiredOneOf("asserted", "from"));
        }
        schema.set("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static ObjectNode value(Field field) {
        return switch (field.type()) {
            case TEXT -> reference("text");
            case PARTY -> described(reference("text"), field.type().words());
            case MONEY -> reference("amount");
            case NUMBER -> reference("number");
            case WHOLE -> type("integer");
            case SHARE -> described(reference("share"), "per cent");
            case DATE -> reference("date");
            case TRUTH -> type("boolean");
            case NAME -> names(field.names());
        };
    }

    private static ObjectNode group(Map<String, ObjectNode> first, List<String> names, List<ObjectNode> values) {
        ObjectNode group = type("object");
        ObjectNode properties = group.putObject("properties");
        first.forEach(properties::set);
        for (int i = 0; i < names.size(); i++) {
            properties.set(names.get(i), values.get(i));
        }
        return group.put("additionalProperties", false);
    }

    private static ArrayNode requiredOneOf(String one, String other) {
        ArrayNode choices = JSON.arrayNode();
        choices.addObject().set("required", strings(List.of(one)));
        choices.addObject().set("required", strings(List.of(other)));
        return choices;
    }

    private static ObjectNode type(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode text() {
        return type("string").put("pattern", "\\S");
    }

    private static ObjectNode pattern(String pattern, String description) {
        return type("string").put("description", description).put("pattern", pattern);
    }

    private static ObjectNode names(List<String> names) {
        ObjectNode schema = JSON.objectNode();
        schema.set("enum", strings(names));
        return schema;
    }

    private static ObjectNode list(ObjectNode items) {
        ObjectNode list = type("array");
        list.set("items", items);
        return list;
    }

    private static ObjectNode anyOf(ObjectNode one, ObjectNode other) {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("anyOf").add(one).add(other);
        return schema;
    }

    private static ObjectNode reference(String definition) {
        return JSON.objectNode().put("$ref", "#/$defs/" + definition);
    }

    private static ObjectNode described(ObjectNode schema, String description) {
        return schema.put("description", description);
    }

    private static ArrayNode strings(List<String> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }

    private static String printed(ObjectNode schema) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema that cannot be written", e);
        }
    }
}
