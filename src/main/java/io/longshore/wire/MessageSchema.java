package io.longshore.wire;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A JSON Schema of `schemas/`, read from the class path.
final class MessageSchema {
  /// Readers of commands know better words; these are for what only the schema refuses.
  static final String NOT_FITTING = "the schema does not allow it";

  /// Schemas name one another so; they are read from the class path all the same.
  private static final String PUBLISHED = "https://longshore.io/schemas/";

  private final Schema schema;

  private MessageSchema(Schema schema) {
    this.schema = schema;
  }

  /// The schema of commands; read when first asked for, which takes some tenths of a second.
  static MessageSchema command() {
    return OfCommands.SCHEMA;
  }

  static MessageSchema read(String name) {
    try (InputStream text = MessageSchema.class.getResourceAsStream("/schemas/" + name)) {
      if (text == null) {
        throw new IllegalStateException("schemas/" + name + " is not on the class path");
      }
      SchemaRegistryConfig config =
          SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build();
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder ->
                  builder
                      .schemaRegistryConfig(config)
                      .schemaIdResolvers(ids -> ids.mapPrefix(PUBLISHED, "classpath:schemas/")));
      Schema schema = registry.getSchema(text, InputFormat.JSON);
      schema.initializeValidators();
      return new MessageSchema(schema);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// What breaks the schema. Values are not quoted: they may be secrets.
  List<Problem> check(JsonNode message) {
    return schema.validate(message).stream().map(MessageSchema::problem).toList();
  }

  private static Problem problem(Error error) {
    String rule = error.getKeyword() + " of " + error.getSchemaLocation();
    return new Problem(pointer(error.getInstanceLocation()), NOT_FITTING + ": " + rule, null);
  }

  /// The library's own text is no JSON pointer where a name has a control character.
  private static String pointer(NodePath path) {
    StringBuilder pointer = new StringBuilder();
    for (int step = 0; step < path.getNameCount(); step++) {
      pointer.append('/').append(Located.escaped(path.getName(step)));
    }
    return pointer.toString();
  }

  private static final class OfCommands {
    static final MessageSchema SCHEMA = read("command.schema.json");
  }
}
