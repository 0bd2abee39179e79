package import Volume

/// A synthetic export in words: a grid, labels, and solids that are filled in order.
package struct PhantomRecipe: Hashable, Sendable {
  /// A solid and the label it is filled with.
  package struct Shape: Hashable, Sendable {
    /// Nil erases.
    package var label: String?
    /// Confines the shape to the voxels that have this label; nil: everywhere.
    package var within: String?
    package var solid: Solid
  }

  /// The recipe's id.
  package var name: String
  /// One line for people.
  package var title: String
  package var grid: Grid
  /// In the author's order. Values are above 0, each once.
  package var labels: [(name: String, value: Int)]
  /// Filled in order; later ones overwrite earlier ones.
  package var shapes: [Shape]
  /// Pairs of labels that exchange their voxels at the end.
  package var swaps: [(first: String, second: String)]
  /// The image that the masks belong to; nil: none.
  package var image: PhantomImage?
  /// The image's own grid; nil: that of the masks, as it should be.
  package var imageGrid: Grid?
  /// Whether labels may share voxels, as in an export with one file per structure; else later shapes overwrite earlier
  /// ones.
  package var isOverlapping = false
  /// Whether the grid is one around the shapes, for lack of one in the recipe.
  package var isGridAroundShapes = false

  /// Fills the shapes straight into runs. A label without voxels is a structure without runs. Cost: shapes × rows.
  ///
  /// - Parameter named: whether structures carry their labels' names, as exports with a label table do.
  package func segmentation(named: Bool = false) -> Segmentation {
    let values = Dictionary(labels.map { ($0.name, $0.value) }) { first, _ in first }
    var runs: [Int: Runs] = [:]
    for layer in isOverlapping ? labels.map({ Set([$0.name]) }) : [Set(labels.map(\.name))] {
      var canvas = Canvas(grid: grid)
      for shape in shapes where shape.label.map(layer.contains) ?? true {
        canvas.fill(
          shape.solid, value: shape.label.flatMap { values[$0] } ?? 0, only: shape.within.flatMap { values[$0] })
      }
      runs.merge(canvas.runs()) { first, _ in first }
    }
    for swap in swaps {
      guard let a = values[swap.first], let b = values[swap.second] else { continue }
      (runs[a], runs[b]) = (runs[b], runs[a])
    }
    return Segmentation(
      grid: grid,
      structures: labels.map {
        Structure(value: $0.value, name: named ? $0.name : nil, runs: runs[$0.value] ?? Runs())
      })
  }

  package static func == (a: PhantomRecipe, b: PhantomRecipe) -> Bool {
    a.name == b.name && a.title == b.title && a.grid == b.grid && a.shapes == b.shapes
      && a.image == b.image && a.imageGrid == b.imageGrid && a.labels.elementsEqual(b.labels, by: ==)
      && a.swaps.elementsEqual(b.swaps, by: ==)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(grid)
    hasher.combine(shapes)
  }
}
