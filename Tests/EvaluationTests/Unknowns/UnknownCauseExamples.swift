import Evaluation
import PolicyLanguage
import Volume

/// A case in which something about the liver cannot be known for one cause, wherever it is asked.
struct UnknownCauseExample: Sendable {
  var kind: UnknownCause.Kind
  /// A condition about the liver that cannot be told for this cause.
  var condition: String
  /// Limits on the liver that cannot be judged for this cause, as a kind with its value.
  var limits: String
  /// A number of the liver for a scorecard, with a threshold that every value passes; nil where no number has the
  /// cause.
  var points: String?
  var export: Export
  var imageGrid: Grid?
  var image: IntensityVolume?
  var rest = ""
  var isListing = false

  static let block = Box(10..<20, 10..<20, 5..<15)
  /// The spleen is judged without a doubt.
  static let spleen = Box(25..<35, 10..<20, 5..<15)

  /// Both structures, and the liver's boxes.
  private static func export(liver: [Box]?, on grid: Grid = Export.grid) -> Export {
    var pieces = [Piece(name: "spleen", value: 2, boxes: [spleen])]
    if let liver { pieces.append(Piece(name: "liver", value: 1, boxes: liver)) }
    return Export(pieces, on: grid)
  }

  static let all: [UnknownCauseExample] = [
    UnknownCauseExample(
      kind: .absent, condition: "volume(liver) > 1 mL", limits: "volume: 1..9 mL",
      points: "{measure: volume, below: 100 L, points: 2}", export: export(liver: nil)),
    UnknownCauseExample(
      kind: .empty, condition: "volume(liver) > 1 mL", limits: "volume: 1..9 mL",
      points: "{measure: volume, below: 100 L, points: 2}", export: export(liver: [])),
    UnknownCauseExample(
      kind: .notAskedFor, condition: "volume(liver) > 1 mL", limits: "volume: 1..9 mL",
      points: "{measure: volume, below: 100 L, points: 2}", export: export(liver: nil), isListing: true),
    UnknownCauseExample(
      kind: .noImage, condition: "intensity_mean(liver) > 1", limits: "intensity: {mean: 0..100 HU}",
      points: "{measure: intensity_mean, above: -2000, points: 2}", export: export(liver: [block])),
    UnknownCauseExample(
      kind: .unusableImage, condition: "intensity_mean(liver) > 1", limits: "intensity: {mean: 0..100 HU}",
      points: "{measure: intensity_mean, above: -2000, points: 2}", export: export(liver: [block]),
      imageGrid: strangeGrid, image: IntensityVolume(grid: strangeGrid, channels: 1, values: strangeValues)),
    UnknownCauseExample(
      kind: .noSpacing, condition: "volume(liver) > 1 mL", limits: "volume: 1..9 mL",
      points: "{measure: volume, below: 100 L, points: 2}", export: export(liver: [block], on: Export.unmeasured)),
    UnknownCauseExample(
      kind: .noOrientation, condition: "offset_superior(liver, spleen) > 1 mm",
      limits: "extent: {superior_inferior: 1..9 mm}",
      points: nil, export: export(liver: [block], on: Export.unplaced)),
    UnknownCauseExample(
      kind: .noContext, condition: "context.age > 3", limits: "assert: context.age > 3", points: nil,
      export: export(liver: [block]), rest: "context: {age: {range: 0..120}}"),
    UnknownCauseExample(
      kind: .undefined, condition: "volume(liver) / (volume(liver) - volume(liver)) > 1",
      limits: "assert: volume / (volume - volume) > 1", points: nil, export: export(liver: [block])),
  ]

  private static let strangeGrid = Grid(size: VoxelIndex(8, 8, 8), affine: Affine(spacing: SIMD3(2, 2, 2)))
  private static let strangeValues = [Float](repeating: 40, count: 512)

  var segmentation: Segmentation {
    let own = export.segmentation
    return Segmentation(grid: own.grid, structures: own.structures, isListing: isListing)
  }
}
