package io.webgateway.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.model.workload.PublicPart;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * The one JSON form of the product: strict when reading, without absent members when writing,
 * instants in ISO 8601, enum constants as lower-case words with hyphens.
 */
public final class Json {
  private static final int MAX_DEPTH = 32;
  private static final JsonMapper MAPPER = mapper();

  private Json() {}

  /** Writes a value. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Writes a value for people, indented. */
  public static String writePretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /**
   * Reads a value.
   *
   * @throws WireException when the text is no JSON, or not of this type
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return present(MAPPER.readValue(text, type));
    } catch (JacksonException e) {
      throw JsonFault.of(e);
    }
  }

  /**
   * Reads a value that was signed. Besides what {@link #read} asks, the text must say what our own
   * writer would say of that value: no null for something absent, no list in another order where
   * order means nothing, no second spelling of a number or a time. Blanks and the order of members
   * are free.
   *
   * @throws WireException when the text is no JSON, not of this type, or says it in another way
   */
  public static <T> T readExact(String text, Class<T> type) {
    T value = read(text, type);
    exact(text, value);
    return value;
  }

  /** Refuses a text that is not what our own writer would say of a value. */
  static void exact(String text, Object value) {
    JsonDifference.find(readTree(text), readTree(write(value)))
        .ifPresent(
            pointer -> {
              throw new WireException(pointer, "This is not in the one form in which it is signed");
            });
  }

  /**
   * Reads text into a tree.
   *
   * @throws WireException when the text is no JSON
   */
  public static JsonNode readTree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw JsonFault.of(e);
    }
  }

  /**
   * Reads a value out of a tree.
   *
   * @throws WireException when the tree is not of this type
   */
  public static <T> T convert(JsonNode tree, Class<T> type) {
    try {
      return present(MAPPER.treeToValue(tree, type));
    } catch (JacksonException e) {
      throw JsonFault.of(e);
    }
  }

  /** Turns a value into a tree. */
  public static JsonNode toTree(Object value) {
    return MAPPER.valueToTree(value);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new WireException("", "null is not possible here");
    }
    return value;
  }

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(LogicalType.Textual, Json::textOnly)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .changeDefaultPropertyInclusion(
            value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
        .changeDefaultVisibility(
            checker -> checker.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
        .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
        .addMixIn(PublicPart.class, PublicPartForm.class)
        .addMixIn(ConditionType.class, CamelEnum.class)
        .addMixIn(ConditionStatus.class, CamelEnum.class)
        .addModule(texts())
        .build();
  }

  private static void textOnly(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static SimpleModule texts() {
    SimpleModule module = new SimpleModule("webgw-texts");
    text(module, IdentityId.class, IdentityId::value, IdentityId::new);
    text(module, PublicKey.class, PublicKey::x, PublicKey::new);
    text(module, EncryptionKey.class, EncryptionKey::x, EncryptionKey::new);
    text(module, RecordKey.class, RecordKey::text, RecordKey::new);
    text(module, Instant.class, InstantText::write, InstantText::read);
    return module;
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(type, new TextSerializer<>(type, write));
    module.addDeserializer(type, new TextDeserializer<>(type, read));
  }

  private static final class TextSerializer<T> extends StdSerializer<T> {
    private final Function<T, String> write;

    private TextSerializer(Class<T> type, Function<T, String> write) {
      super(type);
      this.write = write;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(write.apply(value));
    }
  }

  private static final class TextDeserializer<T> extends StdDeserializer<T> {
    private final Function<String, T> read;

    private TextDeserializer(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return context.reportInputMismatch(this, "A text is needed");
      }
      try {
        return read.apply(parser.getString());
      } catch (IllegalArgumentException e) {
        throw DatabindException.from(parser, "Refused", e);
      }
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = PublicPart.HttpService.class, name = "HttpService"),
    @JsonSubTypes.Type(value = PublicPart.TlsPassthrough.class, name = "TlsPassthrough"),
    @JsonSubTypes.Type(value = PublicPart.TcpForward.class, name = "TcpForward"),
    @JsonSubTypes.Type(value = PublicPart.UdpForward.class, name = "UdpForward")
  })
  private interface PublicPartForm {}

  @EnumNaming(EnumNamingStrategies.UpperCamelCaseStrategy.class)
  private interface CamelEnum {}
}
