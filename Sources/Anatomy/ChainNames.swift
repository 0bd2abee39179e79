/// Chains of structures by their names: a common stem with vertebral codes (`vertebrae_C1` … `vertebrae_L5`, `T1`,
/// `disc_L4_L5`) or with a running number (`rib_left_1`, `left rib 01`, `rib3_left`). At least three links; a stem that
/// means no anatomy (`label_1`) makes no chain. `Place` is what the export counts its structures by.
package struct ChainNames<Place: Hashable & Sendable> {
  package struct Link: Hashable {
    package let structure: Place
    /// The level's place in the complete chain, from 0.
    package let number: Int
  }

  package struct Found: Hashable {
    /// The words that all links share, such as `rib left`; `vertebrae` for bare codes.
    package let stem: String
    package let links: [Link]
    /// What is not named between the first and the last link: `T5`, or `7`.
    package let missing: [String]
  }

  package let found: [Found]

  /// - Parameter names: names of structures by their place; in the order of the export, which also is that of the
  ///   chains.
  package init(_ names: [(structure: Place, name: String)]) {
    var order: [String] = []
    var members: [String: [Int: Place]] = [:]
    for (structure, name) in names {
      guard let (stem, number, isCode) = Self.parse(name) else { continue }
      let key = (isCode ? "c " : "n ") + stem
      if members[key] == nil { order.append(key) }
      // Of two that claim one place the first is taken.
      if members[key]?[number] == nil { members[key, default: [:]][number] = structure }
    }
    found = order.compactMap { key in
      guard let links = members[key], links.count > 2 else { return nil }
      let stem = String(key.dropFirst(2))
      return key.hasPrefix("c ") ? Self.spine(stem, links) : Self.numbered(stem, links)
    }
  }

  /// A name's stem and number: of a vertebral code the region times 100 plus the number.
  private static func parse(_ name: String) -> (stem: String, number: Int, isCode: Bool)? {
    let words = StructureName(name).words
    let codes = words.compactMap(code)
    if let first = codes.first {
      return (words.filter { code($0) == nil }.joined(separator: " "), first, true)
    }
    var number: Int?
    var stem: [String] = []
    for word in words {
      let digits = String(word.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
      guard !digits.isEmpty, digits.count < 4, let value = Int(digits) else {
        stem.append(word)
        continue
      }
      // Two numbers do not run.
      if number != nil { return nil }
      number = value
      if digits.count < word.count { stem.append(String(word.dropLast(digits.count))) }
    }
    guard let number, !stem.isEmpty, ChainWords.meaningless.isDisjoint(with: stem) else { return nil }
    return (stem.joined(separator: " "), number, false)
  }

  private static func code(_ word: String) -> Int? {
    let letters = String(word.prefix { $0.isLetter })
    guard let region = ChainWords.regions.firstIndex(where: { $0.letters.contains(letters) }),
      let number = Int(word.dropFirst(letters.count)), (1...ChainWords.regions[region].most).contains(number)
    else { return nil }
    return 100 * region + number
  }

  /// Vertebrae in the order of the spine. A thirteenth thoracic or sixth lumbar one has a place only where it is named.
  private static func spine(_ stem: String, _ links: [Int: Place]) -> Found {
    let places = ChainWords.regions.indices.flatMap { region in
      (1...ChainWords.regions[region].most).map { 100 * region + $0 }.filter {
        $0 % 100 <= ChainWords.regions[region].usual || links[$0] != nil
      }
    }
    func name(_ code: Int) -> String { ChainWords.regions[code / 100].letters[0].uppercased() + "\(code % 100)" }
    return chain(stem.isEmpty ? "vertebrae" : stem, links, places: places, name: name)
  }

  private static func numbered(_ stem: String, _ links: [Int: Place]) -> Found? {
    // Numbers far apart name things, they do not count them.
    guard let first = links.keys.min(), let last = links.keys.max(), last - first < 3 * links.count else { return nil }
    return chain(stem, links, places: Array(first...last)) { "\($0)" }
  }

  private static func chain(_ stem: String, _ links: [Int: Place], places: [Int], name: (Int) -> String) -> Found {
    let filled = places.indices.filter { links[places[$0]] != nil }
    guard let first = filled.first, let last = filled.last else { return Found(stem: stem, links: [], missing: []) }
    return Found(
      stem: stem,
      links: filled.compactMap { at in links[places[at]].map { Link(structure: $0, number: at - first) } },
      missing: (first...last).filter { links[places[$0]] == nil }.map { name(places[$0]) })
  }
}

/// What names of chains are made of.
private enum ChainWords {
  static let meaningless: Set<String> = [
    "label", "class", "segment", "structure", "roi", "mask", "object", "region", "value", "tooth", "teeth",
  ]

  /// Regions of the spine: letters, vertebrae as a rule, and at most.
  static let regions: [(letters: [String], usual: Int, most: Int)] = [
    (["c"], 7, 7), (["t", "th"], 12, 13), (["l"], 5, 6), (["s"], 5, 5),
  ]
}
