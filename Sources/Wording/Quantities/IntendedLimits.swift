/// What a person meant by a text that is no range: `50-450 mL`, `50 to 450 mL`, `at least 40 mm`, `250 ± 50 mL`.
package enum IntendedLimits {
  /// The text in the form that is read, when one of the usual ways to write a range was used and what comes of it can
  /// be read in one of the dimensions; else nil. A unit that is missing is not invented.
  package static func text(_ written: String, _ dimensions: [Dimension], signed: Bool = false) -> String? {
    for form in forms(plain(written)) where form != written {
      if let limits = try? QuantityScanner.all(
        of: form, signed: signed,
        { scanner throws(QuantityError) in try scanner.limits(dimensions) })
      {
        return limits.text
      }
    }
    return nil
  }

  /// A range from two ends that were written apart, such as a list of two numbers; nil for an end that is open.
  package static func text(from lower: String?, to upper: String?, _ dimensions: [Dimension]) -> String? {
    let form: String? =
      switch (lower, upper) {
      case (let lower?, let upper?): "\(lower)..\(upper)"
      case (let lower?, nil): ">= \(lower)"
      case (nil, let upper?): "<= \(upper)"
      case (nil, nil): nil
      }
    guard let form else { return nil }
    if (try? QuantityScanner.all(of: form, { scanner throws(QuantityError) in try scanner.limits(dimensions) })) != nil
    {
      return form
    }
    return text(form, dimensions)
  }

  /// Whether a text says about how much, `~ 12 mL`, and not how far from it.
  package static func isVague(_ written: String) -> Bool {
    ["~", "≈", "about ", "around ", "approx", "ca ", "ca.", "circa "].contains { written.lowercased().hasPrefix($0) }
  }

  /// Words that people write for a limit on one side.
  private static let sides: [(words: [String], sign: String)] = [
    (["at least", "no less than", "not less than", "minimum", "min", "from", "≥", "=>"], ">="),
    (["at most", "no more than", "not more than", "up to", "maximum", "max", "until", "≤", "=<"], "<="),
    (["more than", "greater than", "larger than", "above", "over"], ">"),
    (["less than", "smaller than", "below", "under"], "<"),
  ]

  /// Quotes and brackets off, one kind of dash, one kind of space, points before decimals.
  private static func plain(_ written: String) -> String {
    var text = written
    for mark in ["\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}", "\"", "[", "]"] {
      text = text.split(separator: mark, omittingEmptySubsequences: false).joined()
    }
    for dash in ["\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}"] {
      text = text.split(separator: dash, omittingEmptySubsequences: false).joined(separator: "-")
    }
    text = text.split(separator: "\u{2026}", omittingEmptySubsequences: false).joined(separator: "..")
    text = text.split(separator: "...", omittingEmptySubsequences: false).joined(separator: "..")
    text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return decimalPoints(text)
  }

  /// `0,5` as `0.5`: a comma between digits with one or two behind it. Three may be thousands, and are left alone.
  private static func decimalPoints(_ text: String) -> String {
    var characters = Array(text)
    for at in characters.indices.dropFirst() where characters[at] == "," && characters[at - 1].isNumber {
      let decimals = characters[(at + 1)...].prefix { $0.isNumber }.count
      if decimals == 1 || decimals == 2 { characters[at] = "." }
    }
    return String(characters)
  }

  /// What the text may mean, most probable first.
  private static func forms(_ text: String) -> [String] {
    var forms = [text]
    for (words, sign) in sides {
      for word in words where text.lowercased().hasPrefix(word) {
        forms.append("\(sign) \(text.dropFirst(word.count).drop(while: \.isWhitespace))")
      }
    }
    if let dots = text.range(of: "..") {
      let (lower, upper) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
      let open = ["", "inf", "infinity", ".inf", "∞", "max"]
      // `50..inf mL`, `50.. mL`: the unit stands behind the open end.
      let words = upper.split(separator: " ").map(String.init)
      if let first = words.first, open.contains(first.lowercased()) {
        forms.append(">= \(lower) \(words.dropFirst().joined(separator: " "))")
      } else if words.count <= 1, !lower.isEmpty, !(upper.first { !$0.isWhitespace }?.isNumber ?? false) {
        forms.append(">= \(lower) \(upper)")
      }
      if lower.isEmpty || open.contains(lower.lowercased()) { forms.append("<= \(upper)") }
    }
    var rest = text[...]
    if rest.lowercased().hasPrefix("between ") { rest = rest.dropFirst("between ".count) }
    for separator in [" to ", " and ", " - ", "-", ", ", ",", "; ", " bis ", " or "] {
      guard let at = rest.dropFirst().range(of: separator) else { continue }
      let (lower, upper) = (rest[..<at.lowerBound], rest[at.upperBound...])
      guard lower.last?.isWhitespace != true, upper.first?.isNumber == true else { continue }
      forms.append("\(lower)..\(upper)")
    }
    for separator in [" ± ", "±", " +/- ", "+/-", " +- ", "+-"] {
      guard let at = text.range(of: separator) else { continue }
      forms += spread(text[..<at.lowerBound], text[at.upperBound...])
    }
    return forms.map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// A middle and what may lie on both sides of it.
  private static func spread(_ middle: Substring, _ half: Substring) -> [String] {
    let digits = { (text: Substring) in text.prefix { $0.isNumber || $0 == "." } }
    guard let a = Double(digits(middle)), let b = Double(digits(half)), a.isFinite, b.isFinite else { return [] }
    let unit = half.dropFirst(digits(half).count).drop(while: \.isWhitespace)
    let ends = [a - b, a + b].map { Significant.text($0, digits: 12) }
    return ["\(ends[0])..\(ends[1])\(unit.isEmpty ? "" : " \(unit)")"]
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The first place of a text within this one.
  fileprivate func range(of text: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(text), let end = index(at, offsetBy: text.count, limitedBy: endIndex) { return at..<end }
      at = index(after: at)
    }
    return nil
  }
}
