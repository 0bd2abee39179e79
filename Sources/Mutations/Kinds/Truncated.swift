package import Anatomy
internal import Geometry
package import Volume
internal import Wording

/// A structure ends in a flat cut. `mode=border`: the field of view ends there, for all structures, and the grid is
/// smaller. `mode=inside`: the structure alone stops inside the field of view.
package struct Truncated: Mutation {
  package static let fault = Fault.truncated
  package static let summary =
    "Cuts a share off a structure at a face (label; face=superior, or k+ where the orientation is unknown; share=30 %; mode=border: crops the grid, mode=inside: cuts the structure alone)."

  package enum Mode: String, CaseIterable, Sendable { case border, inside }

  private let label: String?
  private let face: MutationFace?
  private let share: Double
  private let mode: Mode

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    face = try options.face("face")
    share = try options.share("share", default: 0.3, upTo: 0.95)
    mode = try options.choice("mode", default: .border)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let grid = segmentation.grid
    let face = try face?.face(of: grid) ?? Self.usual(on: grid)
    let subject = try subject(of: segmentation, at: face)
    // From the face inwards, until enough is lost.
    let profile = subject.profile(along: face.axis)
    let inwards = face.isLast ? profile.reversed() : profile
    var (slices, lost) = (0, 0)
    while slices < inwards.count, Double(lost) < share * Double(subject.voxels) {
      lost += inwards[slices]
      slices += 1
    }
    let name = MutationFace.name(of: face, on: grid)
    guard slices < inwards.count else {
      throw .notApplicable(
        "\(subject.label) has too few slices to lose that share at its \(name) face; give a smaller one.")
    }
    let kept =
      face.isLast
      ? VoxelBox(grid).slab(along: face.axis, from: 0, to: subject.box.last[face.axis] - slices)
      : VoxelBox(grid).slab(along: face.axis, from: subject.box.first[face.axis] + slices, to: .max)
    let parameters = [
      MutationParameter("face", name), MutationParameter("share", share), MutationParameter("mode", mode.rawValue),
    ]
    let percent = Significant.text(Double(lost) / Double(subject.voxels) * 100, digits: 3)
    switch mode {
    case .inside:
      return Mutated(
        Self.fault, [subject.label], from: segmentation, to: subject.with(subject.runs.clipped(to: kept, on: grid)),
        seed: seed, parameters, "\(subject.label) is cut flat at its \(name) face and has lost \(percent) %.")
    case .border:
      guard kept.last[face.axis] > kept.first[face.axis] else {
        throw .notApplicable("the field of view would be a single slice; give a smaller share.")
      }
      let cut = segmentation.filled.filter {
        $0 != subject.place
          && segmentation[$0].runs.clipped(to: kept, on: grid) != segmentation[$0].runs
      }
      let all = segmentation.covered { _ in true }
      let cropped = segmentation.cropped(to: kept)
      let dice = ([subject.place] + cut).map { place in
        let runs = segmentation[place].runs
        return runs.dice(runs.clipped(to: kept, on: grid))
      }
      let end = face.isLast ? kept.last[face.axis] - kept.first[face.axis] : 0
      let slice = VoxelBox(cropped.grid).slab(along: face.axis, from: end, to: end)
      return Mutated(
        cropped, Self.fault, [subject.label] + cut.map { segmentation.label($0) },
        box: VoxelBox(
          of: cropped[subject.place].runs.clipped(to: slice, on: cropped.grid), on: cropped.grid),
        parameters, seed: seed, voxelsChanged: all.voxelCount - all.clipped(to: kept, on: grid).voxelCount,
        dice: dice.min() ?? 1,
        "The field of view ends at its \(name) face within \(subject.label), which has lost \(percent) %.")
    }
  }

  /// The upper face: of the patient where known; else the last slice, and the first row of a picture.
  private static func usual(on grid: Grid) -> GridFace {
    if let axis = grid.indexAxis(along: 2), axis.axis < grid.dimensions {
      return GridFace(axis: axis.axis, isLast: axis.grows)
    }
    return grid.dimensions == 2 ? GridFace(axis: 1, isLast: false) : GridFace(axis: 2, isLast: true)
  }

  /// The structure asked for; else the largest that is not cut off at that face already.
  private func subject(of segmentation: Segmentation, at face: GridFace) throws(MutationError) -> Subject {
    if let label { return try Subject(label, in: segmentation) }
    let last = segmentation.grid.size[face.axis] - 1
    let free = segmentation.filled.filter { place in
      guard let box = VoxelBox(of: segmentation[place].runs, on: segmentation.grid) else { return false }
      return face.isLast ? box.last[face.axis] < last : box.first[face.axis] > 0
    }
    guard !free.isEmpty || segmentation.filled.isEmpty else {
      throw .notApplicable(
        "every structure is cut off at the \(MutationFace.name(of: face, on: segmentation.grid)) face already; name one that shall lose more."
      )
    }
    return try Subject(place: segmentation.largest { free.contains($0) }, in: segmentation)
  }
}
