/// Data elements of an object or of an item of a sequence, by their tags. Values are read when they are asked for;
/// sequences too.
struct DICOMDataset: Sendable {
  /// The bytes of the whole header, shared by all of its parts.
  let bytes: [UInt8]
  let encoding: ElementReader.Encoding
  /// In the order of the file; no tag occurs twice.
  let elements: [DICOMElement]
  /// What (0008,0005) names, of this data set or of one around it; empty for ASCII.
  let characterSet: String

  init(bytes: [UInt8], encoding: ElementReader.Encoding, elements: [DICOMElement], around: String = "") throws {
    self.bytes = bytes
    self.encoding = encoding
    self.elements = elements
    if elements.count > 1 {
      var last = elements[0].tag
      var isSorted = true
      for element in elements.dropFirst() {
        if element.tag <= last { isSorted = false }
        last = element.tag
      }
      if !isSorted { try Self.checkUnique(elements) }
    }
    let own = elements.first { $0.tag == DICOMTag.specificCharacterSet.number }
    characterSet = own.map { Self.ascii(bytes[$0.value]) } ?? around
  }

  private static func checkUnique(_ elements: [DICOMElement]) throws {
    var seen: Set<UInt32> = []
    for element in elements where !seen.insert(element.tag).inserted {
      throw ElementReader.damage(element.tag, element.value.lowerBound, "the element occurs a second time")
    }
  }

  /// What the header takes.
  var byteCount: Int { bytes.count + elements.count * MemoryLayout<DICOMElement>.stride }

  func element(_ tag: DICOMTag) -> DICOMElement? { elements.first { $0.tag == tag.number } }

  /// Whether an element is there and has a value.
  func has(_ tag: DICOMTag) -> Bool { element(tag).map { !$0.value.isEmpty } ?? false }

  /// The items of a sequence; none where it is absent or empty.
  func items(_ tag: DICOMTag) throws -> [DICOMDataset] {
    guard let element = element(tag), !element.value.isEmpty else { return [] }
    let inside = element.representation == .unknown ? .implicit : encoding
    let reader = ElementReader(encoding: inside)
    return try reader.items(in: bytes, element.value, of: tag.number).map { range in
      var elements: [DICOMElement] = []
      var at = range.lowerBound
      while at < range.upperBound {
        switch try reader.next(in: bytes, at: at, before: range.upperBound) {
        case .element(let element, let next):
          elements.append(element)
          at = next
        case .pixels(_, _, let first, let length?) where first + length <= range.upperBound:
          at = first + length
        case .pixels, .short:
          // An icon's fragments are not followed; an element beyond its item is damage.
          let pixels = at + 8 <= range.upperBound && DICOMTag.isPixels(reader.tag(bytes, at))
          guard pixels else {
            throw ElementReader.damage(tag.number, at, "an element goes on behind the end of its item")
          }
          at = range.upperBound
        }
      }
      return try DICOMDataset(bytes: bytes, encoding: inside, elements: elements, around: characterSet)
    }
  }

  /// The first item of a sequence.
  func item(_ tag: DICOMTag) throws -> DICOMDataset? { try items(tag).first }

  /// ASCII text without what pads it.
  static func ascii(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: trimmed(bytes), as: UTF8.self)
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func pads(_ byte: UInt8) -> Bool { byte == 0 || byte == 32 }
    return bytes.drop(while: pads).dropLast(bytes.drop(while: pads).reversed().prefix(while: pads).count)
  }
}
