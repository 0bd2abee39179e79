/// Writes random YAML as careless authors do: any indentation, spacing and quoting, comments wherever they may stand.
package struct RandomYAML {
  private var state: UInt64
  package private(set) var comments: [String] = []
  package private(set) var hasLongScalars = false
  private var anchors: [String] = []
  private var lines: [String] = []
  private var names = 0

  package init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  package mutating func document() -> String {
    if chance(0.1) { lines.append("---" + (chance(0.3) ? "  " + comment() : "")) }
    if chance(0.5) {
      policy()
    } else if chance(0.85) {
      mapping(indent: 0, depth: 0)
    } else {
      sequence(indent: below(3), depth: 0)
    }
    noise(indent: 0)
    if chance(0.05) { lines += ["...", comment()] }
    let text = lines.joined(separator: chance(0.2) ? "\r\n" : "\n") + (chance(0.8) ? "\n" : "")
    return chance(0.05) ? "\u{FEFF}" + text : text
  }

  // MARK: Chance

  package mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }

  package mutating func chance(_ share: Double) -> Bool { Double(below(10_000)) < share * 10_000 }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  private mutating func shuffled(_ words: [String]) -> [String] {
    var words = words
    for index in words.indices { words.swapAt(index, below(words.count)) }
    return words
  }

  // MARK: Parts

  private mutating func comment() -> String {
    let text =
      "#\(pick(["", " ", "  ", "!"]))c\(comments.count)c\(pick(["", " a: b", " 'open", " {", " — ü", " # more"]))"
    comments.append(text)
    return text + (chance(0.1) ? "  " : "")
  }

  private mutating func key() -> String {
    names += 1
    let name = "k\(names)" + String(repeating: "x", count: below(6))
    return chance(0.1) ? "\"\(name)\"" : chance(0.05) ? "'\(name): it''s'" : chance(0.05) ? name + " zwei" : name
  }

  /// Blank lines and comments between lines.
  private mutating func noise(indent: Int) {
    while chance(0.25) { lines.append(chance(0.5) ? "" : spaces(indent + pick([0, 0, 0, 1, 2, 4, -1])) + comment()) }
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private mutating func end() -> String { chance(0.15) ? spaces(1 + below(5)) + comment() : chance(0.1) ? "  " : "" }

  private mutating func scalar(inFlow: Bool = false) -> String {
    let word = pick([
      "1", "0.1 mL", "99..230 mL", "\">= 0.98\"", "\"no\"", "'it''s'", "\"a # b\"", "a#b", "http://x.y/z#w", "~",
      "true", "Größe",
      "2024;13(3):769", "\"tab\\tnew\\nline\"", "a b c", "-1", "<= 3", "'{a: b}'", "x*y", "a-b",
    ])
    if !inFlow, chance(0.05) { return String(repeating: "word ", count: 40) + "end" }
    if chance(0.04), let anchor = anchors.last { return "*\(anchor)" }
    if chance(0.04) {
      anchors.append("n\(anchors.count)")
      return "&n\(anchors.count - 1) \(word)"
    }
    return chance(0.03) ? "!!str \(word)" : word
  }

  private mutating func gap() -> String { spaces(chance(0.8) ? 1 : 1 + below(5)) }

  /// A break inside brackets, sometimes with comments.
  private mutating func flowBreak(_ indent: Int) -> String {
    var text = ""
    if chance(0.12) {
      if chance(0.3) { text += " " + comment() }
      text += "\n"
      while chance(0.2) { text += spaces(indent + 1 + below(4)) + (chance(0.6) ? comment() : "") + "\n" }
      text += spaces(indent + 1 + below(4))
    } else if chance(0.3) {
      text += " "
    }
    return text
  }

  private mutating func flow(_ indent: Int, depth: Int) -> String {
    let isMapping = chance(0.5)
    var text = isMapping ? "{" : "["
    let count = below(chance(0.1) ? 30 : 5)
    for index in 0..<count {
      text += flowBreak(indent)
      let value = depth < 2 && chance(0.3) ? flow(indent, depth: depth + 1) : scalar(inFlow: true)
      if isMapping || chance(0.05) {
        let name = key()
        text += isMapping && chance(0.1) ? name : "\(name):" + (chance(0.05) ? " " : gap() + value)
      } else {
        text += value
      }
      if index < count - 1 || chance(0.1) { text += flowBreak(indent) + ", " }
    }
    return text + flowBreak(indent) + (isMapping ? "}" : "]")
  }

  private mutating func longScalar(_ indent: Int) -> [String] {
    hasLongScalars = true
    let inner = spaces(indent + 1 + below(4))
    switch below(4) {
    case 0: return ["plain text over", inner + "several lines", "", spaces(indent + 3) + "and more"]
    case 1: return ["\"quoted: text \\", inner + "over # several\""]
    case 2: return ["'quoted: text", "", inner + "over # several'"]
    default:
      let sign = pick(["|", ">", "|-", ">+", "|+", ">-"])
      return [sign + (chance(0.2) ? " " + comment() : "")]
        + (chance(0.2) ? [""] : []) + [inner + "text # none", "", inner + "  more", inner + "end"]
        + (chance(0.3) ? ["", ""] : [])
    }
  }

  /// What follows a colon or dash whose column is `indent`; `start` is the line so far.
  private mutating func value(_ start: String, indent: Int, depth: Int) {
    switch below(depth > 3 ? 6 : 10) {
    case 0: lines.append(start + end())
    case 1, 2, 3: lines.append(start + gap() + scalar() + end())
    case 4:
      let text = flow(indent, depth: 0).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.append(start + gap() + text[0])
      lines += text.dropFirst()
      lines[lines.count - 1] += end()
    case 5:
      var text = longScalar(indent)
      if chance(0.3) {
        lines.append(start + end())
        noise(indent: indent + 2)
        text[0] = spaces(indent + 2) + text[0]
      } else {
        text[0] = start + " " + text[0]
      }
      lines += text
    case 6, 7:
      lines.append(start + end())
      mapping(indent: indent + 1 + below(4), depth: depth + 1)
    default:
      lines.append(start + end())
      // Dashes may stand in the column of their key.
      sequence(indent: start.hasSuffix(":") ? indent + below(4) : indent + 1 + below(3), depth: depth + 1)
    }
  }

  private mutating func mapping(indent: Int, depth: Int, first: String? = nil) {
    for index in 0...below(5) {
      let isJoined = index == 0 && first != nil
      if !isJoined { noise(indent: indent) }
      let name = key()
      if !isJoined, chance(0.03) {
        lines += [spaces(indent) + "? \(name)" + end(), spaces(indent) + ": " + scalar() + end()]
        continue
      }
      value((isJoined ? first ?? "" : spaces(indent)) + name + ":", indent: indent, depth: depth)
    }
  }

  private mutating func sequence(indent: Int, depth: Int) {
    for _ in 0...below(4) {
      noise(indent: indent)
      let dash = spaces(indent) + "-"
      if depth < 4, chance(0.4) {
        let inner = 1 + below(3)
        mapping(indent: indent + 1 + inner, depth: depth + 1, first: dash + spaces(inner))
      } else {
        value(dash, indent: indent, depth: depth)
      }
    }
  }

  /// Sections and expectations in any order.
  private mutating func policy() {
    let indent = 1 + below(3)
    for section in shuffled(["segwarden", "policy", "title", "labels", "expectations", "decision", "own"]) {
      noise(indent: 0)
      switch section {
      case "labels":
        lines.append("labels:" + end())
        for _ in 0...below(5) {
          noise(indent: indent)
          lines.append(
            spaces(indent) + key() + ":" + gap() + (chance(0.7) ? "{value: \(below(99))}" : scalar()) + end())
        }
      case "expectations":
        lines.append("expectations:" + end())
        for number in 0...below(4) {
          noise(indent: indent)
          if chance(0.1) {
            lines.append(spaces(indent) + "- {severity: reject, id: e\(number), presence: required}" + end())
            continue
          }
          let fields = shuffled(["id", "each", "volume", "when", "severity", "because", "reference", "repair"])
          for (index, field) in fields.prefix(1 + below(8)).enumerated() {
            if index > 0 { noise(indent: indent + 2) }
            value(spaces(indent) + (index == 0 ? "- " : "  ") + field + ":", indent: indent + 2, depth: 3)
          }
        }
      default: value("\(section):", indent: 0, depth: 2)
      }
    }
  }
}
