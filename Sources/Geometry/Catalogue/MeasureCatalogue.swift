/// Every measure that can be asked for by name: those of structures, of pairs, and of the export.
package enum MeasureCatalogue {
  package static let entries: [MeasureEntry] =
    size + place + topology + surface + shape + slices + intensity + pairs + export

  /// The measures of one subject.
  package static func entries(of subject: MeasureSubject) -> [MeasureEntry] { entries.filter { $0.subject == subject } }

  private static let size = [VoxelCount.entry, PhysicalSize.entry]

  private static let place = [BoundingBox.entry, Centroid.entry, FacesTouched.entry, FieldOfViewMargin.entry]

  private static let topology = [AllComponents.entry, AllCavities.entry, EulerNumber.entry, Handles.entry]

  private static let surface = [
    ExposedFaces.entry, SurfaceArea.entry, Perimeter.entry, Sphericity.entry, Compactness.entry, Roundness.entry,
  ]

  private static let shape = [
    PrincipalMoments.entry, PrincipalAxes.entry, Elongation.entry, Flatness.entry, EquivalentSphere.entry,
    EquivalentEllipsoid.entry, FeretDiameters.entry, Solidity.entry, Circularity.entry, ConcavityDepth.entry,
    Extent.entry, Thickness.entry, ThinParts.entry, Raggedness.entry, InscribedRadius.entry,
  ]

  private static let slices = [
    MissingSlices.entry, EndAreas.entry, SliceAreaChange.entry, AreaSpikes.entry, Staircase.entry,
    NeighbourSliceOverlap.entry, SlicePerimeter.entry, SliceCircularity.entry, SliceSolidity.entry,
  ]

  private static let intensity = [
    EdgeSupport.entry, EdgeStrength.entry, MedianEdgeStrength.entry, DirectionConsistency.entry, WeakestSector.entry,
    EdgeOffset.entry, EdgeOffsetLength.entry, RingContrast.entry, RingSeparability.entry, RingOverlap.entry,
    InsideHomogeneity.entry, SurroundingsScore.entry, WeakestSlice.entry, EndIntensities.entry, CircleMargin.entry,
  ]

  private static let pairs = [
    ContactShares.entry, Nearest.entry, CentroidDistance.entry, RelativePosition.entry, SharedSlices.entry,
    VolumeRatio.entry, Symmetry.entry, OverlapShares.entry, MutualEnclosure.entry, CavitiesBetween.entry,
    SurfaceDistances.entry,
  ]

  private static let export = [
    Contacts.entry, Distances.entry, Order.entry, MidSagittalPlane.entry, Chains.entry, Levels.entry,
    IntensityTable.entry,
  ]
}
