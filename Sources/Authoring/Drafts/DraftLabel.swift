package import Volume

/// A structure as a first policy declares it.
package struct DraftLabel: Hashable, Sendable {
  /// What the policy calls it.
  package var name: String
  /// What the export or the table calls it, where that differs beyond case and separators.
  package var alias: String?
  package var value: Int?
  package var side: PatientDirection?
  /// The label's partner on the other side, told by one of the two.
  package var pair: String?
  /// Whether nothing but a value is known of it.
  package var isNameless: Bool
}

/// Labels as they come, made into declarations: names that the language allows, sides, pairs, groups.
package struct DraftLabels: Sendable {
  package private(set) var labels: [DraftLabel] = []
  /// Group name to labels, in order.
  package private(set) var groups: [(name: String, labels: [String])] = []
  /// Pairs, the left one first.
  package private(set) var pairs: [(left: String, right: String)] = []

  package init(_ found: [(value: Int?, name: String?)]) {
    for (value, name) in found { add(value, name) }
    findSides()
    findChains()
    findPairGroups()
  }

  private mutating func add(_ value: Int?, _ written: String?) {
    let base = written.map(Self.name) ?? "label_\(value ?? labels.count + 1)"
    var name = base
    var number = 2
    while labels.contains(where: { $0.name == name }) {
      name = "\(base)_\(number)"
      number += 1
    }
    let alias = written.flatMap { Self.plain($0) == Self.plain(name) ? nil : $0 }
    labels.append(DraftLabel(name: name, alias: alias, value: value, isNameless: written == nil))
  }

  /// A name that the language allows: letters, digits and `_`, with a letter first.
  private static func name(_ written: String) -> String {
    var name = ""
    for character in written {
      let kept = character.isLetter || character.isNumber ? character : "_"
      if kept == "_", name.isEmpty || name.last == "_" { continue }
      name.append(kept)
    }
    while name.last == "_" { name.removeLast() }
    guard let first = name.first else { return "label" }
    return first.isLetter && name != "all" ? name : "label_" + name
  }

  /// As exports' names are compared: without case and separators.
  private static func plain(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" || $0 == "." ? "_" : $0 })
  }

  private static let words: [(left: String, right: String)] = [
    ("left", "right"), ("lt", "rt"), ("l", "r"), ("links", "rechts"), ("sinister", "dexter"),
  ]

  /// Sides from the words in names: `left` and `right` by themselves, abbreviations only where the partner is there
  /// too.
  private mutating func findSides() {
    for at in labels.indices {
      for (left, right) in Self.words {
        guard let other = Self.exchanged(labels[at].name, left, right) else { continue }
        let partner = labels.firstIndex { $0.name.lowercased() == other.lowercased() }
        if let partner {
          labels[at].side = .left
          labels[partner].side = .right
          labels[partner].pair = labels[at].name
          pairs.append((labels[at].name, labels[partner].name))
        } else if left == "left" || left == "links" {
          labels[at].side = .left
        }
      }
      if labels[at].side == nil, Self.exchanged(labels[at].name, "right", "left") != nil { labels[at].side = .right }
    }
  }

  /// A name with one of its words exchanged; nil when it does not hold the word.
  private static func exchanged(_ name: String, _ word: String, _ other: String) -> String? {
    var parts = name.split(separator: "_").map(String.init)
    guard let at = parts.firstIndex(where: { $0.lowercased() == word }) else { return nil }
    parts[at] = other
    return parts.joined(separator: "_")
  }

  /// Numbered chains: `vertebrae_L1`, `rib_left_3`: at least three that differ in their last part only.
  private mutating func findChains() {
    var chains: [(stem: String, labels: [String])] = []
    for label in labels where !label.isNameless {
      guard let cut = label.name.lastIndex(of: "_") else { continue }
      let last = label.name[label.name.index(after: cut)...]
      let digits = last.drop { $0.isLetter }
      guard !digits.isEmpty, digits.allSatisfy(\.isNumber), last.count - digits.count <= 1 else { continue }
      let stem = String(label.name[..<cut])
      if let at = chains.firstIndex(where: { $0.stem == stem }) {
        chains[at].labels.append(label.name)
      } else {
        chains.append((stem, [label.name]))
      }
    }
    for chain in chains where chain.labels.count >= 3 { add(group: chain.stem, chain.labels) }
  }

  private mutating func findPairGroups() {
    let chained = Set(groups.flatMap(\.labels))
    for pair in pairs where !chained.contains(pair.left) {
      for (left, _) in Self.words {
        let stem = pair.left.split(separator: "_").filter { $0.lowercased() != left }.joined(separator: "_")
        guard stem.count < pair.left.count else { continue }
        add(group: stem.isEmpty ? "sides" : stem.hasSuffix("s") ? stem + "_pair" : stem + "s", [pair.right, pair.left])
        break
      }
    }
  }

  private mutating func add(group: String, _ members: [String]) {
    var name = group
    while labels.contains(where: { $0.name == name }) || groups.contains(where: { $0.name == name }) {
      name += "_group"
    }
    groups.append((name, members))
  }
}
