internal import Numerics
internal import Volume

/// The shape of a structure in each of its slices along the axis in which a volume was taken (`Grid.acquisitionAxis`);
/// one slice in two dimensions. Cost: the runs.
struct SliceShapes: StructureMeasure {
  let structure: StructurePlace

  struct Shape: Hashable, Sendable {
    let slice: Int
    let shape: PlanarShape
  }

  func value(in scene: Scene) -> [Shape] {
    let stack = SliceStack(scene.runs(structure), on: scene.grid, along: scene.grid.acquisitionAxis)
    return stack.slices.map { Shape(slice: $0.index, shape: PlanarShape($0.runs, spacing: stack.spacing)) }
  }
}

/// A number per slice in brief: the smallest with its slice, and the median. Slices smaller than a twentieth of the
/// largest one are left out, since tips have any shape.
package struct SliceSummary: Hashable, Sendable {
  /// The index axis across the slices.
  package let axis: Int
  package let smallest: Double
  /// The slice with the smallest.
  package let slice: Int
  /// Of an even number of slices the mean of the middle two.
  package let median: Double

  /// Nil without slices.
  init?(_ shapes: [SliceShapes.Shape], axis: Int, _ number: (PlanarShape) -> Double) {
    let largest = shapes.map(\.shape.count).max() ?? 0
    let numbers = shapes.filter { 20 * $0.shape.count >= largest }.map { (slice: $0.slice, value: number($0.shape)) }
    guard let smallest = numbers.min(by: { $0.value < $1.value }) else { return nil }
    self.axis = axis
    self.smallest = smallest.value
    slice = smallest.slice
    median = middle(of: numbers.map(\.value))
  }
}
