package import PolicyLanguage
package import Volume

extension Segmentation {
  /// A mask of one organ, taken from a folder export, says what it is by its file's name alone: in `liver.nii.gz` the
  /// value 1 is the liver, whatever structure the policy's label map gives that number. Applies to a single unnamed
  /// value 1 or 255 under a name that the policy knows; everything else stays as it is.
  package func named(byFile stem: String, for policy: Policy) -> Segmentation {
    let filled = structures.filter { !$0.runs.isEmpty }
    guard let only = filled.first, filled.count == 1, only.name == nil, [1, 255].contains(only.value),
      LabelMatcher(policy: policy, segmentation: self).label(named: stem) != nil
    else { return self }
    return Segmentation(
      grid: grid,
      structures: structures.map { structure in
        structure.runs.isEmpty
          ? structure.nameless
          : structure.with(name: stem)
      }, problems: problems, discrepancies: discrepancies, axes: axes, isListing: true)
  }
}

extension Structure {
  /// A structure without voxels, in the same place, that no policy has a name for: stored answers know structures by
  /// their places, so none is taken out.
  var nameless: Structure { Structure(value: value, name: "", runs: Runs()) }
}
