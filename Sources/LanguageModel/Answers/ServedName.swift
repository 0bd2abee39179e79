/// A model as its server names it: the name without what says which state of it, and that state. `gpt-4o` and
/// `gpt-4o-2024-08-06` are one model, of which the second name says more.
struct ServedName: Hashable, Sendable {
  let base: String
  /// A date or a number of a release; nil for an alias, such as one that ends in `latest`.
  let release: String?

  init(_ name: String) {
    var words = name.lowercased()
    if let slash = words.lastIndex(of: "/"), words[..<slash] == "models" {
      words = String(words[words.index(after: slash)...])
    }
    for alias in ["-latest", ":latest", "@latest", "@default"] where words.hasSuffix(alias) {
      (base, release) = (String(words.dropLast(alias.count)), nil)
      return
    }
    for form in Self.releases {
      let length = form.count
      guard words.count > length,
        zip(words.suffix(length), form).allSatisfy({ $1 == "0" ? $0.isASCIINumber : $0 == $1 })
      else { continue }
      (base, release) = (String(words.dropLast(length)), String(words.suffix(length).dropFirst()))
      return
    }
    (base, release) = (words, nil)
  }

  /// `0` stands for a digit; the longest first.
  private static let releases = ["-0000-00-00", "-00000000", "@00000000", "-00-00", "-0000", "-000"]

  /// Whether both can be names of one state of a model.
  func matches(_ other: ServedName) -> Bool {
    base == other.base && (release == nil || other.release == nil || release == other.release)
  }
}

extension Character {
  fileprivate var isASCIINumber: Bool { isASCII && isNumber }
}
