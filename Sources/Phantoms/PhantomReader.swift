package import Diagnostics
internal import Volume
internal import Wording
package import YAML

/// Reads recipes. All that is wrong with one is told in one go, each with its place.
package struct PhantomReader: Sendable {
  /// Finds the recipe that another one extends: its file's name and its text; nil when there is none.
  package typealias Library = @Sendable (_ name: String) -> (file: String, text: String)?

  private let library: Library
  /// Recipes of the text that is being read, which inline recipes may extend; nil: one with mistakes, told already.
  private let own: [String: PhantomRecipe?]
  /// Deeper than any chain of recipes; ends cycles.
  private static let deepest = 8

  package init(own: [String: PhantomRecipe?] = [:], library: @escaping Library) {
    self.own = own
    self.library = library
  }

  /// The recipe, or nil when it has mistakes.
  package func recipe(text: String, file: String, diagnostics: inout Diagnostics) -> PhantomRecipe? {
    var found = Diagnostics()
    let draft = draft(text: text, file: file, depth: 0, diagnostics: &found)
    diagnostics.merge(found)
    return found.hasErrors ? nil : draft?.recipe
  }

  /// A recipe that stands inside another text: without a head. If it declares no labels, they are those given (beside
  /// those of the recipe that it extends, as far as their names and values are free); a grid that it leaves out is one
  /// around its shapes.
  package func inline(
    _ node: YAMLNode, name: String, labels: [(name: String, value: Int)], diagnostics: inout Diagnostics
  ) -> PhantomRecipe? {
    var found = Diagnostics()
    var start = Draft()
    (start.name, start.title, start.labels) = (name, name, labels)
    let draft = draft(node, from: start, depth: 0, diagnostics: &found)
    diagnostics.merge(found)
    return found.hasErrors ? nil : draft?.recipe
  }

  /// A recipe whose parts may still be missing.
  private struct Draft {
    var name = ""
    var title = ""
    var grid: Grid?
    var labels: [(name: String, value: Int)] = []
    var shapes: [PhantomRecipe.Shape] = []
    var swaps: [(first: String, second: String)] = []
    var image: PhantomImage?
    var imageGrid: Grid?
    var isOverlapping = false

    init() {}

    init(_ recipe: PhantomRecipe) {
      (labels, shapes, swaps, image) = (recipe.labels, recipe.shapes, recipe.swaps, recipe.image)
      (imageGrid, isOverlapping) = (recipe.imageGrid, recipe.isOverlapping)
      grid = recipe.isGridAroundShapes ? nil : recipe.grid
    }

    var recipe: PhantomRecipe? {
      (grid ?? Grid(around: shapes.map(\.solid))).map {
        PhantomRecipe(
          name: name, title: title, grid: $0, labels: labels, shapes: shapes, swaps: swaps, image: image,
          imageGrid: imageGrid, isOverlapping: isOverlapping, isGridAroundShapes: grid == nil)
      }
    }
  }

  private func draft(text: String, file: String, depth: Int, diagnostics: inout Diagnostics) -> Draft? {
    guard let node = YAMLNode.parse(text, file: file, diagnostics: &diagnostics) else { return nil }
    return draft(node, from: nil, depth: depth, diagnostics: &diagnostics)
  }

  /// - Parameter start: what an inline recipe begins with; nil for a recipe in a file of its own, which has a head and
  ///   leaves nothing out.
  private func draft(_ node: YAMLNode, from start: Draft?, depth: Int, diagnostics: inout Diagnostics) -> Draft? {
    var fields = MappingReader("the recipe", node)
    if start == nil { fields.require("segwarden", "phantom", "title") }
    if fields.has("segwarden") { _ = fields.integer("segwarden", oneOf: [1]) }
    let name = fields.text("phantom") ?? start?.name ?? ""
    let title = fields.text("title") ?? start?.title ?? ""
    var draft = start ?? Draft()
    if let base = fields.text("extends") {
      if depth >= Self.deepest {
        fields.error(.cycle, "the recipes extend one another without end", at: "extends")
      } else if start != nil, let known = own[base] {
        guard let known else { return nil }
        draft = Draft(known)
      } else if let (baseFile, baseText) = library(base) {
        draft = self.draft(text: baseText, file: baseFile, depth: depth + 1, diagnostics: &diagnostics) ?? Draft()
      } else {
        fields.error(.unknownRecipe, "there is no recipe '\(base)'", at: "extends")
      }
      for label in start?.labels ?? []
      where !draft.labels.contains(where: { $0.name == label.name || $0.value == label.value }) {
        draft.labels.append(label)
      }
    } else if start == nil {
      fields.require("grid", "labels", "shapes")
    } else {
      fields.require("shapes")
    }
    draft.name = name
    draft.title = title
    if let node = fields.node("grid") { draft.grid = GridReader(node).grid(&diagnostics) }
    if let node = fields.node("labels") {
      // The export knows these labels and no others.
      if start != nil, !fields.has("extends") { draft.labels = [] }
      readLabels(node, &draft, &diagnostics)
    }
    // Without a grid there will be one in patient space.
    let space: ShapeReader.Space =
      draft.grid.map { $0.affine == nil ? .index : .patient } ?? (start == nil ? .index : .patient)
    let names = draft.labels.map(\.name)
    if let node = fields.node("shapes") {
      for element in list(node, "a list of shapes", &diagnostics) {
        if let shape = ShapeReader(element, labels: names, space: space).shape(&diagnostics) {
          draft.shapes.append(shape)
        }
      }
    }
    if let node = fields.node("swap") {
      for pair in list(node, "a list of pairs, such as [[a, b]]", &diagnostics) {
        let members = pair.elements?.compactMap(\.text) ?? []
        guard members.count == 2, pair.elements?.count == 2 else {
          diagnostics.error(
            .wrongType, "a swap takes two labels, such as [a, b], not \(pair.described)", at: pair.range)
          continue
        }
        for (place, member) in members.enumerated() where !names.contains(member) {
          diagnostics.error(
            .unknownLabel, "there is no label '\(member)'", at: pair.elements?[place].range ?? pair.range,
            suggestion: Suggestion.didYouMean(member, among: names))
        }
        draft.swaps.append((members[0], members[1]))
      }
    }
    if let overlapping = fields.boolean("overlapping") { draft.isOverlapping = overlapping }
    if let node = fields.node("image") {
      draft.image = PhantomImageReader(node, labels: names).image(&diagnostics) ?? draft.image
    }
    if let node = fields.node("image_grid") {
      draft.imageGrid = GridReader(node).grid(&diagnostics) ?? draft.imageGrid
      if draft.image == nil {
        fields.error(.missingKey, "this is the grid of an image, and there is none", at: "image_grid")
      } else if let grid = draft.imageGrid, (grid.affine == nil) != (space == .index) {
        fields.error(
          .unexpected, "the shapes cannot be drawn here: one grid lies in the patient, the other does not",
          at: "image_grid")
      }
    }
    fields.finish()
    diagnostics.merge(fields.diagnostics)
    return draft
  }

  private func readLabels(_ node: YAMLNode, _ draft: inout Draft, _ diagnostics: inout Diagnostics) {
    guard let entries = node.entries else {
      diagnostics.error(
        .wrongType, "'labels' takes a mapping of names to values, not \(node.described)", at: node.range)
      return
    }
    for entry in entries {
      guard let value = entry.value.text.flatMap({ Int($0) }), (1...65535).contains(value) else {
        diagnostics.error(
          .outOfRange, "a label's value is a whole number in 1…65535, not \(entry.value.described)",
          at: entry.value.range)
        continue
      }
      if let other = draft.labels.first(where: { $0.value == value && $0.name != entry.key }) {
        diagnostics.error(.duplicate, "'\(other.name)' has the value \(value) already", at: entry.value.range)
      }
      draft.labels.removeAll { $0.name == entry.key }
      draft.labels.append((entry.key, value))
    }
  }

  private func list(_ node: YAMLNode, _ expected: String, _ diagnostics: inout Diagnostics) -> [YAMLNode] {
    if let elements = node.elements { return elements }
    diagnostics.error(.wrongType, "this takes \(expected), not \(node.described)", at: node.range)
    return []
  }
}
