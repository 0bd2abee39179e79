/// Data for a prompt, fenced so that it cannot be taken for instructions: quoted, without control characters,
/// length-limited, and unable to close its own fence.
struct DataBlock {
  var name: String
  /// Lines made with `DataBlock.quoted` wherever text is not our own.
  var lines: [String]

  var text: String {
    "<data name=\"\(name)\">\n\(lines.isEmpty ? "(none)" : lines.joined(separator: "\n"))\n</data>"
  }

  /// Text of unknown origin as a quoted string of one line.
  static func quoted(_ text: String, limit: Int = 400) -> String {
    var result = ""
    for character in cleaned(text, limit: limit) {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "<": result += "\\u003c"
      default: result.append(character)
      }
    }
    return "\"\(result)\""
  }

  /// Text on one line without control, formatting or private characters, cut at a length in characters.
  static func cleaned(_ text: String, limit: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
      case .format, .privateUse, .surrogate, .unassigned: continue
      default: scalars.append(scalar)
      }
    }
    let line = String(scalars).split(separator: " ").joined(separator: " ")
    return line.count <= limit ? line : "\(line.prefix(limit))…"
  }
}
