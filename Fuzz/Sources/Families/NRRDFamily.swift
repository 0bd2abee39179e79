import Formats

extension Family {
  static let nrrd = Family(name: "nrrd") {
    let head = "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 3 2 1\nspacings: 1 1 2\nencoding: "
    return [
      try written(".seg.nrrd") { try SegmentationNRRDWriter.write(sample, to: $0) },
      Array((head + "raw\n\n").utf8) + [0, 1, 2, 0, 1, 0], Array((head + "text\n\n0 1 2 0 1 0\n").utf8),
    ]
  } isSound: {
    Reading.isSound([NRRD.self], $0)
  } run: {
    Reading.all([NRRD.self], $0)
  }
}
