import ArgumentParser

/// What options such as `--set` and `--context` take: `name=value`, as often as there are names.
enum NamedValues {
  /// Throws for a text of another form.
  static func check(_ pairs: [String], of option: String) throws {
    for pair in pairs where pair.split(separator: "=", maxSplits: 1).count != 2 {
      throw ValidationError("\(option) takes name=value, not “\(pair)”.")
    }
  }

  /// The values by name; the last one of a name counts.
  static func read(_ pairs: [String]) -> [String: String] {
    let split = pairs.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return Dictionary(split.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
  }
}
