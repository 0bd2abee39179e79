package import Volume

/// A structure as pictures show it.
package struct ShownStructure: Hashable, Sendable {
  /// The policy's name of the label, or the display name.
  package let name: String
  package let runs: Runs
  package let style: ContourStyle

  package init(name: String, runs: Runs, style: ContourStyle) {
    self.name = name
    self.runs = runs
    self.style = style
  }
}
