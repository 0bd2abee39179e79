/// Where a structure's name stands on a picture, beside its outline; the picture itself holds no names.
package struct PictureMark: Hashable, Sendable {
  /// The structure's name.
  package let name: String
  /// The outline's colour: red, green, blue.
  package let colour: SIMD3<UInt8>
  /// The outline's topmost point, in pixels from the left and from the top.
  package let x: Int
  package let y: Int
}

/// A rendered picture for a model or a person.
package struct Picture: Hashable, Sendable {
  /// Unique in its case: `overview`, `kidney_left`, …
  package var name: String
  /// What is shown, in words: planes, slices, colours of the labels, where left is. Holds no file name.
  package var caption: String
  package var width: Int
  package var height: Int
  /// A PNG file without text chunks.
  package var png: [UInt8]
  /// The structures whose outlines it shows, by name.
  package var structures: Set<String>
  /// Names for outlines; empty where the caption alone names them.
  package var marks: [PictureMark]

  package init(
    name: String, caption: String, width: Int, height: Int, png: [UInt8], structures: Set<String> = [],
    marks: [PictureMark] = []
  ) {
    self.name = name
    self.caption = caption
    self.width = width
    self.height = height
    self.png = png
    self.structures = structures
    self.marks = marks
  }
}
