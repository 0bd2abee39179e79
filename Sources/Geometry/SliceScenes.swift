package import Volume

/// A volume as pictures: one scene of two dimensions for each slice that holds voxels, along the axis in which the
/// volume was taken (`Grid.acquisitionAxis`).
///
/// A picture's pixels are the slice's voxels with their place in the patient, so lengths, areas and directions stay
/// what they are. The image goes along where it lies on the masks' grid. Cost: the runs, and the image's voxels in
/// those slices.
package struct SliceScenes: Measure {
  package struct Slices: Sendable {
    /// The index axis across the slices.
    package let axis: Int
    /// By slice index.
    package let scenes: [Int: Scene]
  }

  /// The index axes of the volume that the pictures' columns and rows run along.
  package static func plane(across axis: Int) -> (column: Int, row: Int) {
    axis == 0 ? (1, 2) : axis == 1 ? (0, 2) : (0, 1)
  }

  /// A pixel of a slice as a voxel of the volume.
  package static func voxel(_ pixel: VoxelIndex, slice: Int, axis: Int) -> VoxelIndex {
    let plane = plane(across: axis)
    var voxel = VoxelIndex(slice, slice, slice)
    voxel[plane.column] = pixel.i
    voxel[plane.row] = pixel.j
    return voxel
  }

  package init() {}

  package func value(in scene: Scene) -> Slices {
    let axis = scene.grid.acquisitionAxis
    let segmentation = scene.segmentation
    var runs: [Int: [StructurePlace: [Run]]] = [:]
    for place in segmentation.places {
      for slice in SliceStack(segmentation.runs(at: place), on: scene.grid, along: axis).slices {
        runs[slice.index, default: [:]][place] = slice.runs
      }
    }
    var scenes: [Int: Scene] = [:]
    for (index, ofPlace) in runs {
      let grid = scene.grid.slice(index, across: axis)
      let structures = segmentation.ownPlaces.map { place in
        segmentation[place].with(runs: Runs(merging: ofPlace[place] ?? []))
      }
      let derived = zip(segmentation.derived, segmentation.derivedPlaces).map { structure, place in
        DerivedStructure(
          key: structure.key, runs: Runs(merging: ofPlace[place] ?? []), problem: structure.problem)
      }
      scenes[index] = Scene(
        segmentation: Segmentation(grid: grid, structures: structures, derived: derived),
        image: scene.usableImage?.slice(index, across: axis, on: grid))
    }
    return Slices(axis: axis, scenes: scenes)
  }
}

extension Grid {
  /// The picture that one slice across an index axis is.
  package func slice(_ index: Int, across axis: Int) -> Grid {
    let (column, row) = axis == 0 ? (1, 2) : axis == 1 ? (0, 2) : (0, 1)
    let size = VoxelIndex(self.size[column], self.size[row], 1)
    if let affine {
      var origin = VoxelIndex(0, 0, 0)
      origin[axis] = index
      let corner = affine.patient(VoxelPoint(Double(origin.i), Double(origin.j), Double(origin.k)))
      return Grid(
        size: size,
        affine: Affine(
          columns: [affine.columns[column], affine.columns[row], affine.columns[axis]],
          origin: SIMD3(corner.x, corner.y, corner.z)))
    }
    return Grid(size: size, spacing: spacing.map { SIMD3($0[column], $0[row], $0[axis]) })
  }
}

extension IntensityVolume {
  /// One slice's values as a picture.
  func slice(_ index: Int, across axis: Int, on picture: Grid) -> IntensityVolume {
    let (column, row) = axis == 0 ? (1, 2) : axis == 1 ? (0, 2) : (0, 1)
    let steps = [1, grid.size.i, grid.size.i * grid.size.j]
    var values: [Float] = []
    values.reserveCapacity(picture.size.i * picture.size.j * channels)
    for j in 0..<picture.size.j {
      for i in 0..<picture.size.i {
        let voxel = index * steps[axis] + i * steps[column] + j * steps[row]
        for channel in 0..<channels { values.append(self.values[voxel * channels + channel]) }
      }
    }
    return IntensityVolume(grid: picture, channels: channels, values: values)
  }
}
