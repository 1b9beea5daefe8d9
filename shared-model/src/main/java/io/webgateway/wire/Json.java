package io.webgateway.wire;

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
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

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
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw wireException(e);
    }
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
      throw wireException(e);
    }
  }

  /**
   * Reads a value out of a tree.
   *
   * @throws WireException when the tree is not of this type
   */
  public static <T> T convert(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw wireException(e);
    }
  }

  /** Turns a value into a tree. */
  public static JsonNode toTree(Object value) {
    return MAPPER.valueToTree(value);
  }

  private static WireException wireException(JacksonException e) {
    StringBuilder pointer = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      pointer.append('/');
      pointer.append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
    }
    return new WireException(pointer.toString(), e.getOriginalMessage());
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
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .changeDefaultPropertyInclusion(
            value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
        .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
        .addMixIn(PublicPart.class, PublicPartForm.class)
        .addMixIn(ConditionType.class, CamelEnum.class)
        .addMixIn(ConditionStatus.class, CamelEnum.class)
        .addModule(texts())
        .build();
  }

  private static SimpleModule texts() {
    SimpleModule module = new SimpleModule("webgw-texts");
    text(module, IdentityId.class, IdentityId::value, IdentityId::new);
    text(module, PublicKey.class, PublicKey::x, PublicKey::new);
    text(module, EncryptionKey.class, EncryptionKey::x, EncryptionKey::new);
    text(module, RecordKey.class, RecordKey::text, RecordKey::new);
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

  private static final class TextDeserializer<T> extends FromStringDeserializer<T> {
    private final Function<String, T> read;

    private TextDeserializer(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    protected T _deserialize(String text, DeserializationContext context) {
      return read.apply(text);
    }

    @Override
    protected Object _deserializeFromEmptyString(DeserializationContext context) {
      return read.apply("");
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
