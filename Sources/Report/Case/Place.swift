internal import Evaluation
internal import PolicyLanguage
internal import Wording

/// A location in words.
struct Place {
  let location: Location

  /// `slices k 41–55; R 20 to R 75, P 30 to A 4, I 12 to S 40 mm`.
  var words: String {
    var parts: [String] = []
    if let slices = location.slices {
      parts.append(
        slices.from == slices.to
          ? "slice \(slices.axis) \(slices.from)" : "slices \(slices.axis) \(slices.from)–\(slices.to)")
    }
    if let ras = location.rasMM, ras.count == 2, ras.allSatisfy({ $0.count == 3 }) {
      let axes = [("R", "L"), ("A", "P"), ("S", "I")].enumerated().map { axis, letters in
        let ends = [ras[0][axis], ras[1][axis]].map {
          "\($0 < 0 ? letters.1 : letters.0) \(Significant.text(abs($0).rounded(), digits: 15))"
        }
        return "\(ends[0]) to \(ends[1])"
      }
      parts.append(axes.joined(separator: ", ") + " mm")
    } else if location.voxel.count == 2 {
      let words = { (index: [Int]) in "(\(index.map(String.init).joined(separator: ", ")))" }
      let unit = location.voxel[0].count == 2 ? "pixels" : "voxels"
      parts.append("\(unit) \(words(location.voxel[0])) to \(words(location.voxel[1]))")
    }
    return parts.joined(separator: "; ")
  }
}
