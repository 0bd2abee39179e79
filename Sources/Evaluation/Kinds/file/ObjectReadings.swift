internal import Geometry
internal import Measurements
internal import Volume
internal import Wording

extension HeaderDiscrepancy.References {
  func message(of owner: String) -> String {
    switch self {
    case .otherSeries(let instances):
      "\(owner.sentenceStart) refers to another series than the image's: none of the \(counted(instances, "instance")) that "
        + "it refers to is in the series that was given."
    case .missingInstances(let missing, let all):
      "\(owner.sentenceStart) refers to \(counted(all, "instance")), of which \(missing) \(missing == 1 ? "is" : "are") not in "
        + "the series that was given."
    case .frameOfReference:
      "\(owner.sentenceStart) lies in another frame of reference than the image, so that equal coordinates need not be equal "
        + "places."
    }
  }

  var measured: Measured? {
    switch self {
    case .otherSeries(let instances): Measured(value: Double(instances), unit: "instances")
    case .missingInstances(let missing, _): Measured(value: Double(missing), unit: "instances")
    case .frameOfReference: nil
    }
  }

  var expected: String {
    switch self {
    case .otherSeries, .missingInstances: "every instance that it refers to in the series that was given"
    case .frameOfReference: "the image's frame of reference"
    }
  }
}

extension HeaderDiscrepancy.Segments {
  func message(of owner: String) -> String {
    switch self {
    case .doubledNumbers(let numbers):
      "\(owner.sentenceStart) describes \(counted(numbers.count, "segment number")) twice: "
        + "\(listed(numbers.map(String.init), atMost: 6)). The first description was taken."
    case .withoutFrames(let names):
      "\(owner.sentenceStart) describes \(counted(names.count, "segment")) and holds no frame of \(names.count == 1 ? "it" : "them"): "
        + "\(listed(names, atMost: 6))."
    case .withoutDescription(let numbers, let frames):
      "\(owner.sentenceStart) holds \(frames.map { "\(counted($0, "frame")) of" } ?? "pixels of") "
        + "\(counted(numbers.count, "segment")) that it does not describe: \(listed(numbers.map(String.init), atMost: 6))."
    case .doubledFrames(let frames):
      "\(owner.sentenceStart) holds \(counted(frames, "frame")) where another frame of the same segment lies; all were taken "
        + "together."
    case .framesDescribed(let described, let held):
      "\(owner.sentenceStart) describes \(counted(described, "frame")) and holds \(held): what the others showed is not there."
    case .overlappingContours(let names, let planes):
      "\(owner.sentenceStart) has contours of one region that overlap in a part, on \(counted(planes, "plane")): "
        + "\(listed(names, atMost: 6)). What two of them share was left out."
    }
  }

  var measured: Measured? {
    switch self {
    case .doubledNumbers(let numbers), .withoutDescription(let numbers, _):
      Measured(value: Double(numbers.count), unit: "segments")
    case .withoutFrames(let names): Measured(value: Double(names.count), unit: "segments")
    case .framesDescribed(let described, let held): Measured(value: Double(described - held), unit: "frames")
    case .doubledFrames(let frames): Measured(value: Double(frames), unit: "frames")
    case .overlappingContours(_, let planes): Measured(value: Double(planes), unit: "planes")
    }
  }

  var expected: String {
    switch self {
    case .doubledNumbers, .withoutFrames, .withoutDescription: "one description for each segment that has voxels"
    case .framesDescribed: "as many frames as are described"
    case .doubledFrames: "one frame of a segment at each place"
    case .overlappingContours: "contours that are apart or inside one another"
    }
  }
}

extension HeaderDiscrepancy.Slices {
  func message(of owner: String) -> String {
    switch self {
    case .tilted(let degrees):
      "The slices of \(owner) are tilted: each lies sideways of the one before, by \(words(degrees))°, as with a tilted "
        + "gantry. Programs that stack slices upright show it sheared; it was read as it lies."
    case .uneven(let deviation, let step):
      "The slices of \(owner) lie up to \(words(deviation)) mm off even steps of \(words(step)) mm."
    case .missing(let missing, let all):
      "\(owner.sentenceStart) lacks \(counted(missing, "slice")) of \(all) between its first and its last one."
    case .doubled(let count):
      "\(owner.sentenceStart) holds \(counted(count, "slice")) where another one lies; the first was taken."
    case .missingInStructures(let names, let slices):
      "\(owner.sentenceStart) holds nothing for \(counted(slices, "slice")) inside \(counted(names.count, "structure")): "
        + "\(listed(names, atMost: 6)). Nothing was filled in."
    case .offPlanes(let names, let contours, let deviation):
      "\(owner.sentenceStart) has \(counted(contours, "contour")) that \(contours == 1 ? "lies" : "lie") on no slice, up to "
        + "\(words(deviation)) mm off: \(listed(names, atMost: 6))."
    case .outside(let names, let contours):
      "\(owner.sentenceStart) has \(counted(contours, "contour")) beside the image, of which no voxel was read: "
        + "\(listed(names, atMost: 6))."
    case .turned(let degrees):
      "The axes of \(owner) are turned by \(words(degrees))° against those of the image."
    }
  }

  var measured: Measured? {
    switch self {
    case .tilted(let degrees), .turned(let degrees): Measured(value: degrees, unit: "deg")
    case .uneven(let deviation, _), .offPlanes(_, _, let deviation): Measured(value: deviation, unit: "mm")
    case .missing(let slices, _), .doubled(let slices), .missingInStructures(_, let slices):
      Measured(value: Double(slices), unit: "slices")
    case .outside(_, let contours): Measured(value: Double(contours), unit: "contours")
    }
  }

  var expected: String {
    switch self {
    case .tilted: "slices one above the other"
    case .uneven: "slices at even distances, within a twentieth"
    case .missing, .missingInStructures: "no slice missing between the first and the last"
    case .doubled: "one slice at each place"
    case .offPlanes: "every contour on a slice"
    case .outside: "every contour within the image"
    case .turned: "the axes of the image"
    }
  }
}

extension String {
  /// The text with a capital where it begins with `the`; names stay as they are.
  fileprivate var sentenceStart: String { hasPrefix("the ") ? "T" + dropFirst() : self }
}
