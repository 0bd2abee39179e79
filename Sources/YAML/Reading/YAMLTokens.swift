internal import CYAML

/// A place in a text: code points from its start, line and column, all from 0.
struct YAMLPlace: Hashable, Sendable {
  var index: Int
  var line: Int
  var column: Int

  init(_ mark: yaml_mark_t) {
    (index, line, column) = (Int(mark.index), Int(mark.line), Int(mark.column))
  }
}

/// A lexical token of YAML. Between two tokens of a text stand only white space and comments.
struct YAMLToken: Sendable {
  enum Kind: Hashable, Sendable {
    case streamStart, streamEnd, directive, documentStart, documentEnd
    /// Of no width, at the first key or dash.
    case blockMappingStart, blockSequenceStart
    /// Of no width, where the next token starts.
    case blockEnd
    case flowMappingStart, flowMappingEnd, flowSequenceStart, flowSequenceEnd
    /// `-` and `,`.
    case blockEntry, flowEntry
    /// `?`, or of no width before a key; and `:`.
    case key, value
    case alias, anchor, tag
    case plain, singleQuoted, doubleQuoted, block
  }

  var kind: Kind
  var start: YAMLPlace
  var end: YAMLPlace

  var range: Range<Int> { start.index..<end.index }

  /// All tokens of a text without byte order mark; nil when it is not YAML.
  static func all(in text: String) -> [YAMLToken]? {
    // libyaml wants an address even for nothing.
    let bytes = Array((text.isEmpty ? "\n" : text).utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      let source = YAMLEventSource(bytes)
      var tokens: [YAMLToken] = []
      while let token = source.nextToken() {
        tokens.append(token)
        if token.kind == .streamEnd { return tokens }
      }
      return nil
    }
  }

  init?(_ token: yaml_token_t) {
    start = YAMLPlace(token.start_mark)
    end = YAMLPlace(token.end_mark)
    switch token.type {
    case YAML_STREAM_START_TOKEN: kind = .streamStart
    case YAML_STREAM_END_TOKEN: kind = .streamEnd
    case YAML_VERSION_DIRECTIVE_TOKEN, YAML_TAG_DIRECTIVE_TOKEN: kind = .directive
    case YAML_DOCUMENT_START_TOKEN: kind = .documentStart
    case YAML_DOCUMENT_END_TOKEN: kind = .documentEnd
    case YAML_BLOCK_SEQUENCE_START_TOKEN: kind = .blockSequenceStart
    case YAML_BLOCK_MAPPING_START_TOKEN: kind = .blockMappingStart
    case YAML_BLOCK_END_TOKEN: kind = .blockEnd
    case YAML_FLOW_SEQUENCE_START_TOKEN: kind = .flowSequenceStart
    case YAML_FLOW_SEQUENCE_END_TOKEN: kind = .flowSequenceEnd
    case YAML_FLOW_MAPPING_START_TOKEN: kind = .flowMappingStart
    case YAML_FLOW_MAPPING_END_TOKEN: kind = .flowMappingEnd
    case YAML_BLOCK_ENTRY_TOKEN: kind = .blockEntry
    case YAML_FLOW_ENTRY_TOKEN: kind = .flowEntry
    case YAML_KEY_TOKEN: kind = .key
    case YAML_VALUE_TOKEN: kind = .value
    case YAML_ALIAS_TOKEN: kind = .alias
    case YAML_ANCHOR_TOKEN: kind = .anchor
    case YAML_TAG_TOKEN: kind = .tag
    case YAML_SCALAR_TOKEN:
      kind =
        switch token.data.scalar.style {
        case YAML_PLAIN_SCALAR_STYLE: .plain
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        default: .block
        }
    default: return nil
    }
  }
}
