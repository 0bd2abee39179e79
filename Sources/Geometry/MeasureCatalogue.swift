package import JSON
internal import Volume

/// Every measure that can be asked for by name, and the document that `segwarden measure` prints.
package enum MeasureCatalogue {
  package static let label: [any LabelMeasure.Type] = size + place + topology + surface + shape + slices + intensity

  private static let size: [any LabelMeasure.Type] = [VoxelCount.self, PhysicalSize.self]

  private static let place: [any LabelMeasure.Type] = [
    BoundingBox.self, Centroid.self, FacesTouched.self, FieldOfViewMargin.self,
  ]

  private static let topology: [any LabelMeasure.Type] = [
    AllComponents.self, AllCavities.self, EulerNumber.self, Handles.self,
  ]

  private static let surface: [any LabelMeasure.Type] = [
    ExposedFaces.self, SurfaceArea.self, Perimeter.self, Sphericity.self, Compactness.self, Roundness.self,
  ]

  private static let shape: [any LabelMeasure.Type] = [
    PrincipalMoments.self, PrincipalAxes.self, Elongation.self, Flatness.self, EquivalentSphere.self,
    EquivalentEllipsoid.self, FeretDiameters.self, Solidity.self, Circularity.self, ConcavityDepth.self,
    Extent.self, Thickness.self, ThinParts.self, Raggedness.self,
    InscribedRadius.self,
  ]

  private static let slices: [any LabelMeasure.Type] = [
    MissingSlices.self, EndAreas.self, SliceAreaChange.self, AreaSpikes.self, Staircase.self,
    NeighbourSliceOverlap.self, SlicePerimeter.self, SliceCircularity.self, SliceSolidity.self,
  ]

  private static let intensity: [any LabelMeasure.Type] = [
    EdgeSupport.self, EdgeStrength.self, MedianEdgeStrength.self, DirectionConsistency.self, WeakestSector.self,
    EdgeOffset.self, EdgeOffsetLength.self, RingContrast.self, RingSeparability.self, RingOverlap.self,
    InsideHomogeneity.self, SurroundingsScore.self, WeakestSlice.self, EndIntensities.self, CircleMargin.self,
  ]

  package static let pair: [any PairMeasure.Type] = [
    ContactShares.self, Nearest.self, CentroidDistance.self, RelativePosition.self, SharedSlices.self, VolumeRatio.self,
    Symmetry.self, OverlapShares.self, MutualEnclosure.self, CavitiesBetween.self, SurfaceDistances.self,
  ]

  package static let export: [any ExportMeasure.Type] = [
    Contacts.self, Distances.self, Order.self, MidSagittalPlane.self, Chains.self, Levels.self, IntensityTable.self,
  ]

  package static var entries: [MeasureEntry] {
    label.map { $0.entry } + pair.map { $0.entry } + export.map { $0.entry }
  }

  /// What to measure.
  package struct Request: Sendable {
    /// Names of measures; nil means all.
    package var names: Set<String>?
    /// Places of the structures to measure pairwise; nil means those in contact and those of one name on both sides.
    package var pairs: [(Int, Int)]?
    /// How many structures to measure at once; nil: one per core.
    package var jobs: Int?
    /// The grid's spacing, where it is the user's and not the file's.
    package var assumedSpacing: SIMD3<Double>?
    /// Intensities outside of which voxels are counted (`IntensityWindow`), beside the measures.
    package var window: ClosedRange<Double>?

    package init(
      names: Set<String>? = nil, pairs: [(Int, Int)]? = nil, jobs: Int? = nil, assumedSpacing: SIMD3<Double>? = nil,
      window: ClosedRange<Double>? = nil
    ) {
      self.window = window
      self.names = names
      self.pairs = pairs
      self.assumedSpacing = assumedSpacing
      self.jobs = jobs
    }

    /// Whether a measure is asked for and can be answered in the scene.
    func includes(_ entry: MeasureEntry, in scene: Scene) -> Bool {
      (names?.contains(entry.name) ?? true) && entry.dimensions.includes(scene.grid.dimensions)
        && (!entry.needsImage || scene.image != nil)
    }
  }

  /// Measures a scene: for each structure that has voxels the chosen label measures under its value, then pairs, then
  /// the export.
  package static func document(of scene: Scene, _ request: Request = Request()) async -> JSONValue {
    let present = scene.present
    let labelMeasures = label.filter { request.includes($0.entry, in: scene) }
    let pairMeasures = pair.filter { request.includes($0.entry, in: scene) }
    let exportMeasures = export.filter { request.includes($0.entry, in: scene) }
    let pairs = pairMeasures.isEmpty ? [] : request.pairs ?? NotablePairs().value(in: scene)
    let ofLabels: [any Measure] = present.flatMap { at in labelMeasures.map { $0.init(structure: at) } }
    let ofPairs: [any Measure] = pairs.flatMap { pair in pairMeasures.map { $0.init(pair.0, pair.1) } }
    await scene.answer(ofLabels + ofPairs + exportMeasures.map { $0.init() }, jobs: request.jobs)

    let grid = scene.grid
    var members: [JSONValue.Member] = [
      .init("shape", .array((0..<scene.segmentation.axes).map { .integer(grid.size[$0]) })),
      .init("geometry", request.assumedSpacing == nil ? GridDocument(grid: grid).json : .null),
      .init("dimension_measured", .integer(grid.dimensions)),
      .init("background_voxels", .integer(scene[BackgroundCount()])),
      .init("labels_present", .array(present.map { .integer(scene.segmentation.structures[$0].value) })),
    ]
    if let spacing = request.assumedSpacing {
      members.append(.init("assumed_spacing_mm", .array((0..<grid.dimensions).map { .number(spacing[$0]) })))
    }
    var labels: [JSONValue.Member] = []
    for at in present {
      let structure = scene.segmentation.structures[at]
      var fields = labelMeasures.flatMap { Self.fields($0.init(structure: at), scene) }
      if let window = request.window {
        let question = IntensityWindow(structure: at, low: window.lowerBound, high: window.upperBound)
        fields += IntensityWindow.fields(of: scene[question], low: window.lowerBound, high: window.upperBound)
      }
      if let name = structure.name { fields.insert(.init("name", .string(name)), at: 0) }
      labels.append(.init("\(structure.value)", .object(merged(fields))))
    }
    members.append(.init("labels", .object(labels)))
    if !pairMeasures.isEmpty {
      members.append(
        .init("pairs", .array(pairs.map { pairDocument($0, pairMeasures, scene) })))
    }
    members += exportMeasures.flatMap { Self.fields($0.init(), scene) }
    return MeasureNumbers(hasSpacing: grid.spacing != nil).finished(.object(members))
  }

  private static func pairDocument(
    _ pair: (Int, Int), _ measures: [any PairMeasure.Type], _ scene: Scene
  ) -> JSONValue {
    let structures = [pair.0, pair.1].map { scene.segmentation.structures[$0] }
    var fields: [JSONValue.Member] = [.init("labels", .array(structures.map { .integer($0.value) }))]
    let names = structures.compactMap(\.name)
    if names.count == 2 { fields.append(.init("names", .array(names.map(JSONValue.string)))) }
    return .object(merged(fields + measures.flatMap { Self.fields($0.init(pair.0, pair.1), scene) }))
  }

  /// Joins objects of the same name, at any depth, so that several measures can write into one (`surface_mm2`). What
  /// one measure leaves undefined (null) does not hide what another one knows.
  private static func merged(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    var places: [String: Int] = [:]
    var result: [JSONValue.Member] = []
    for member in members {
      guard let at = places[member.name] else {
        places[member.name] = result.count
        result.append(member)
        continue
      }
      if let old = result[at].value.members, let new = member.value.members {
        result[at].value = .object(merged(old + new))
      } else if result[at].value.isNull {
        result[at].value = member.value
      }
    }
    return result
  }

  private static func fields<M: ReportedMeasure>(_ measure: M, _ scene: Scene) -> [JSONValue.Member] {
    M.fields(of: scene[measure], in: scene)
  }
}
