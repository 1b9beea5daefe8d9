package io.webgateway.agent.proxy.http;

/** The two framing fields, read the same way in requests and answers. */
final class Framings {
  private Framings() {}

  static BodyFraming length(HeaderBlock fields, int index) throws MalformedMessageException {
    long bytes = fields.plainNumber(index);
    if (bytes < 0 || fields.repeats(FieldName.CONTENT_LENGTH)) {
      throw new MalformedMessageException(Fault.LENGTH_INVALID);
    }
    return new BodyFraming.Length(bytes);
  }

  static BodyFraming chunked(HeaderBlock fields, int index) throws MalformedMessageException {
    if (fields.repeats(FieldName.TRANSFER_ENCODING) || !fields.valueIs(index, "chunked")) {
      throw new MalformedMessageException(Fault.ENCODING);
    }
    return BodyFraming.Ending.CHUNKED;
  }
}
