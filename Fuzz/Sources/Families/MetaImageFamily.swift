import Formats

extension Family {
  static let metaImage = Family(name: "metaimage") {
    let head =
      "ObjectType = Image\nNDims = 3\nDimSize = 3 2 1\nElementSpacing = 1 1 2\nTransformMatrix = 1 0 0 0 1 0 0 0 1\n"
    return [
      Array((head + "ElementType = MET_UCHAR\nElementDataFile = LOCAL\n").utf8) + [0, 1, 2, 0, 1, 0],
      Array((head + "BinaryData = False\nElementType = MET_SHORT\nElementDataFile = LOCAL\n0 1 2 0 1 0").utf8),
    ]
  } isSound: {
    Reading.isSound([MetaImage.self], $0)
  } run: {
    Reading.all([MetaImage.self], $0)
  }
}
