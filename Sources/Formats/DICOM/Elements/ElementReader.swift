/// Reads data elements out of bytes in memory (PS3.5, section 7).
///
/// Nothing is allocated by what a length says, and nesting is followed without recursion and to a bounded depth.
struct ElementReader {
  /// How elements are written.
  struct Encoding: Hashable, Sendable {
    let isExplicit: Bool
    let isBigEndian: Bool

    /// The encoding of values whose representation is unknown (PS3.5, section 6.2.2).
    static let implicit = Encoding(isExplicit: false, isBigEndian: false)
  }

  enum Step {
    /// An element, and where the next one begins.
    case element(DICOMElement, next: Int)
    /// The beginning of pixels: their element's header ends at `first`; the length is nil where fragments follow.
    case pixels(tag: UInt32, DICOMElement.Representation, first: Int, length: Int?)
    /// The bytes end too early; the element goes on to this place at least.
    case short(needed: Int)
  }

  /// Sequences nest as deep as a report does, and no object has more than ten.
  static let mostNested = 32
  static let undefinedLength: UInt32 = 0xFFFF_FFFF

  let encoding: Encoding

  func number16(_ bytes: [UInt8], _ at: Int) -> UInt16 {
    encoding.isBigEndian
      ? UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1]) : UInt16(bytes[at + 1]) << 8 | UInt16(bytes[at])
  }

  func number32(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    let (first, second) = (UInt32(number16(bytes, at)), UInt32(number16(bytes, at + 2)))
    return encoding.isBigEndian ? first << 16 | second : second << 16 | first
  }

  /// The number of an element: the group comes first in either byte order.
  func tag(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(number16(bytes, at)) << 16 | UInt32(number16(bytes, at + 2))
  }

  /// The element that begins at a place. Throws `.damaged` for what cannot be one.
  ///
  /// - Parameter end: where the bytes or the item end.
  func next(in bytes: [UInt8], at: Int, before end: Int) throws -> Step {
    guard let head = try head(in: bytes, at: at, before: end) else { return .short(needed: at + 8) }
    guard let first = head.first else { return .short(needed: at + 12) }
    if DICOMTag.isPixels(head.tag) {
      let length = head.length == Self.undefinedLength ? nil : Int(head.length)
      return .pixels(tag: head.tag, head.representation, first: first, length: length)
    }
    guard head.length == Self.undefinedLength else {
      let last = first + Int(head.length)
      guard last <= end else { return .short(needed: last) }
      return .element(
        DICOMElement(tag: head.tag, representation: head.representation, value: first..<last), next: last)
    }
    guard let last = try endOfItems(in: bytes, from: first, before: end, head) else { return .short(needed: end + 1) }
    return .element(
      DICOMElement(tag: head.tag, representation: head.representation, value: first..<last), next: last + 8)
  }

  private struct Head {
    let tag: UInt32
    let representation: DICOMElement.Representation
    let length: UInt32
    /// Where the value begins; nil when the bytes end before.
    let first: Int?
  }

  /// Nil when not even the number and a length of the short form are there.
  private func head(in bytes: [UInt8], at: Int, before end: Int) throws -> Head? {
    guard at + 8 <= end else { return nil }
    let tag = tag(bytes, at)
    guard tag >> 16 != 0xFFFE else {
      throw Self.damage(tag, at, "a delimiter stands where a data element is due")
    }
    guard encoding.isExplicit else {
      return Head(tag: tag, representation: .none, length: number32(bytes, at + 4), first: at + 8)
    }
    let representation = DICOMElement.Representation(letters: UInt16(bytes[at + 4]) << 8 | UInt16(bytes[at + 5]))
    guard representation.isPlausible else {
      throw Self.damage(tag, at, "two capital letters of a value representation are due, and there are none")
    }
    guard !representation.hasShortLength else {
      return Head(
        tag: tag, representation: representation, length: UInt32(number16(bytes, at + 6)), first: at + 8)
    }
    guard at + 12 <= end else { return Head(tag: tag, representation: representation, length: 0, first: nil) }
    return Head(tag: tag, representation: representation, length: number32(bytes, at + 8), first: at + 12)
  }

  /// Where the delimiter stands that ends the items from some place on; nil when the bytes end before. Without
  /// recursion, so that depth costs no stack.
  private func endOfItems(in bytes: [UInt8], from start: Int, before end: Int, _ head: Head) throws -> Int? {
    // One reader for each level of open sequences and items: odd ones are inside an item.
    var open: [ElementReader] = [inside(head)]
    var at = start
    while let reader = open.last {
      guard at + 8 <= end else { return nil }
      let tag = reader.tag(bytes, at)
      let length = reader.number32(bytes, at + 4)
      if open.count.isMultiple(of: 2) {
        if tag == DICOMTag.itemEnd.number {
          open.removeLast()
          at += 8
          continue
        }
        guard let inner = try reader.head(in: bytes, at: at, before: end) else { return nil }
        guard let first = inner.first else { return nil }
        at = first
        guard inner.length == Self.undefinedLength else {
          at += Int(inner.length)
          continue
        }
        guard open.count < 2 * Self.mostNested else {
          throw Self.damage(inner.tag, at, "sequences are nested more than \(Self.mostNested) deep")
        }
        open.append(reader.inside(inner))
      } else if tag == DICOMTag.sequenceEnd.number {
        open.removeLast()
        if open.isEmpty { return at }
        at += 8
      } else {
        guard tag == DICOMTag.item.number else {
          throw Self.damage(tag, at, "an item or the end of the sequence \(DICOMTag.named(head.tag)) is due")
        }
        at += 8
        if length == Self.undefinedLength { open.append(reader) } else { at += Int(length) }
      }
    }
    return nil
  }

  /// The reader of an element's items.
  private func inside(_ head: Head) -> ElementReader {
    head.representation == .unknown ? ElementReader(encoding: .implicit) : self
  }

  /// The items of a sequence's value, each as the range of its elements.
  func items(in bytes: [UInt8], _ value: Range<Int>, of sequence: UInt32) throws -> [Range<Int>] {
    var items: [Range<Int>] = []
    var at = value.lowerBound
    while at < value.upperBound {
      guard at + 8 <= value.upperBound else {
        throw Self.damage(sequence, at, "its items go on behind its end")
      }
      let tag = tag(bytes, at)
      if tag == DICOMTag.sequenceEnd.number { break }
      guard tag == DICOMTag.item.number else {
        throw Self.damage(tag, at, "an item of \(DICOMTag.named(sequence)) is due")
      }
      let length = number32(bytes, at + 4)
      at += 8
      if length == Self.undefinedLength {
        let last = try endOfItem(in: bytes, from: at, before: value.upperBound, of: sequence)
        items.append(at..<last)
        at = last + 8
      } else {
        guard at + Int(length) <= value.upperBound else {
          throw Self.damage(sequence, at - 8, "an item of \(length) bytes goes on behind its end")
        }
        items.append(at..<(at + Int(length)))
        at += Int(length)
      }
    }
    return items
  }

  /// Where the delimiter of an item stands.
  private func endOfItem(in bytes: [UInt8], from start: Int, before end: Int, of sequence: UInt32) throws -> Int {
    var at = start
    while at + 8 <= end {
      if tag(bytes, at) == DICOMTag.itemEnd.number { return at }
      switch try next(in: bytes, at: at, before: end) {
      case .element(_, let next): at = next
      case .pixels(_, _, let first, let length?) where first + length <= end: at = first + length
      default: throw Self.damage(sequence, at, "one of its items has no end")
      }
    }
    throw Self.damage(sequence, start, "one of its items has no end")
  }

  /// What is wrong with an element, and where in the data set. Values are not repeated: they may be a patient's.
  static func damage(_ tag: UInt32, _ at: Int, _ what: String) -> ReadError {
    ReadError(
      code: .damaged,
      message: "\(DICOMTag.named(tag)) at byte \(at) of the data set: \(what). Copy or export the file again.")
  }
}
