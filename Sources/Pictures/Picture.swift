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

  package init(name: String, caption: String, width: Int, height: Int, png: [UInt8]) {
    self.name = name
    self.caption = caption
    self.width = width
    self.height = height
    self.png = png
  }
}
