import Formats
import Foundation

extension Family {
  static let pictures = Family(name: "pictures") {
    [try written(".png") { try PNGMaskWriter.write(picture, to: $0) }]
      + [jpeg, tiff, bmp].compactMap { Data(base64Encoded: $0).map { [UInt8]($0) } }
  } isSound: {
    Reading.isSound([PNG.self, JPEG.self, TIFF.self, BMP.self], $0)
  } run: {
    Reading.all([PNG.self, JPEG.self, TIFF.self, BMP.self], $0)
  }

  /// A bright square of 5 × 5 pixels, as Pillow writes it.
  private static let jpeg =
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO"
    + "UlNSMj5aYVpQYEpRUk//wAALCAAJAAwBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF"
    + "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW"
    + "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
    + "4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AM7wJpnhG90WaTxFJaLdC4ZUE14Yjs2rjjcOMk81wNFFf//Z"
  private static let tiff =
    "SUkqACYAAACAACBQOCQWDQZ/wmEweFQuEQ2GRCHwqDxWLQSAgAAJAAABAwABAAAADAAAAAEBAwABAAAACQAAAAIBAwABAAAACAAA"
    + "AAMBAwABAAAABQAAAAYBAwABAAAAAQAAABEBBAABAAAACAAAABYBAwABAAAACQAAABcBBAABAAAAHQAAABwBAwABAAAAAQAAAAAA"
    + "AAA="
  private static let bmp =
    "Qk1iAAAAAAAAAD4AAAAoAAAADAAAAAkAAAABAAEAAAAAACQAAADEDgAAxA4AAAIAAAACAAAAAAAAAP///wAAAAAAAAAAAB8AAAAf"
    + "AAAAHwAAAB8AAAAfAAAAAAAAAAAAAAA="
}
