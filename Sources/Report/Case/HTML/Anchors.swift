/// The anchors of one case: its findings, reasons, statements and pictures.
struct Anchors {
  let prefix: String
  private let known: Set<String>

  init(of one: ReportCase, number: Int) {
    prefix = "case-\(number)"
    known = Set(
      one.findings.map(\.id) + one.reasons.map(\.id) + one.stages.flatMap(\.statements).map(\.id)
        + one.pictures.compactMap(\.id))
  }

  /// ` id="case-1-F7"`.
  func attribute(_ id: String) -> Markup { " id=\"\(anchor(id))\"" }

  /// Links to what is on the page; what is not stays text.
  func links(_ ids: [String]) -> [Markup] {
    ids.map { known.contains($0) ? "<a href=\"#\(anchor($0))\">\($0)</a>" : "<span>\($0)</span>" }
  }

  /// A text in which the ids that it names are links.
  func linking(_ text: String) -> Markup {
    var pieces: [Markup] = []
    var word = ""
    func piece(_ word: String) -> Markup {
      known.contains(word) ? "<a href=\"#\(anchor(word))\">\(word)</a>" : "\(word)"
    }
    for character in text {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else {
        pieces += [piece(word), "\(String(character))"]
        word = ""
      }
    }
    return "\(pieces)\(piece(word))"
  }

  /// Letters, digits, hyphen and underscore, so that the fragment needs no escaping.
  private func anchor(_ id: String) -> String {
    let safe = id.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
        ? Character(scalar) : "-"
    }
    return prefix + "-" + String(safe)
  }
}
