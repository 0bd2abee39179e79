/// How a collection is written, and what stands in it: the usual order of its keys, blank lines, blocks. A kind of text
/// has one for its root.
package struct YAMLStyle: Hashable, Sendable {
  /// The usual order of a mapping's keys; nil: the author's.
  var order: KeyOrder?
  /// Whether entries over several lines are sections, which blank lines part, and what stands above the first may be
  /// the heading of all.
  var hasSections: Bool
  /// Whether blank lines part the entries or items.
  var isParted: Bool
  /// Whether lines of their own take the place of the author's brackets or braces.
  var isBlock: Bool
  /// Whether values in braces stand below each other.
  var alignsBraces: Bool
  /// How the values of its keys are written and, under nil, its items; those that are not named are `plain`.
  private let parts: [String?: YAMLStyle]

  package init(
    order: KeyOrder? = nil, hasSections: Bool = false, isParted: Bool = false, isBlock: Bool = false,
    alignsBraces: Bool = false, parts: [String?: YAMLStyle] = [:]
  ) {
    self.order = order
    self.hasSections = hasSections
    self.isParted = isParted
    self.isBlock = isBlock
    self.alignsBraces = alignsBraces
    self.parts = parts
  }

  /// As the author has it.
  package static let plain = YAMLStyle()

  /// How the value of a key is written; without a key, an item.
  func part(_ key: String?) -> YAMLStyle { parts[key] ?? .plain }
}
