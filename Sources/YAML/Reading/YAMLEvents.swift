internal import CYAML

/// Owns libyaml's parser, which points into itself and must not move.
struct YAMLEventSource: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// The bytes must outlive the source.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  struct Problem {
    var text: String
    var context: String
    var mark: yaml_mark_t
    /// Where the construct began that the problem is in.
    var contextMark: yaml_mark_t
    /// The byte that is no YAML character, when that is the problem.
    var byte: Int?
  }

  /// The next event copied into Swift values, or nil on a syntax error.
  func next() -> YAMLEvent? {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { return nil }
    defer { yaml_event_delete(&event) }
    return YAMLEvent(event)
  }

  /// The next token, or nil on a lexical error. A source gives either tokens or events.
  func nextToken() -> YAMLToken? {
    var token = yaml_token_t()
    guard yaml_parser_scan(parser, &token) == 1 else { return nil }
    defer { yaml_token_delete(&token) }
    return YAMLToken(token)
  }

  var problem: Problem {
    let raw = parser.pointee
    return Problem(
      text: raw.problem.map { String(cString: $0) } ?? "not YAML",
      context: raw.context.map { String(cString: $0) } ?? "",
      mark: raw.problem_mark, contextMark: raw.context_mark,
      byte: raw.error == YAML_READER_ERROR ? raw.problem_offset : nil)
  }
}

struct YAMLEvent {
  enum Kind {
    case streamEnd, documentStart, sequenceStart, sequenceEnd, mappingStart, mappingEnd, other
    case scalar(text: String, style: YAMLNode.Style)
    case alias(String)
  }

  var kind: Kind
  var anchor: String?
  var tag: String?
  var start: yaml_mark_t
  var end: yaml_mark_t

  init(_ event: yaml_event_t) {
    func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? { pointer.map { String(cString: $0) } }
    start = event.start_mark
    end = event.end_mark
    switch event.type {
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_SEQUENCE_START_EVENT:
      kind = .sequenceStart
      anchor = text(event.data.sequence_start.anchor)
      tag = text(event.data.sequence_start.tag)
    case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      kind = .mappingStart
      anchor = text(event.data.mapping_start.anchor)
      tag = text(event.data.mapping_start.tag)
    case YAML_MAPPING_END_EVENT: kind = .mappingEnd
    case YAML_ALIAS_EVENT: kind = .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let style: YAMLNode.Style =
        switch scalar.style {
        case YAML_PLAIN_SCALAR_STYLE: .plain
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
        default: .quoted
        }
      kind = .scalar(text: String(decoding: bytes, as: UTF8.self), style: style)
      anchor = text(scalar.anchor)
      tag = text(scalar.tag)
    default: kind = .other
    }
  }
}
