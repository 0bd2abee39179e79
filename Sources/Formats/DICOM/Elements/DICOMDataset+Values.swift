internal import CDCMTKCodec

extension DICOMDataset {
  /// Text of ASCII letters: UIDs, code strings, names of schemes. Nil where it is absent or empty.
  func string(_ tag: DICOMTag) -> String? {
    guard let element = element(tag) else { return nil }
    let text = Self.ascii(bytes[element.value])
    return text.isEmpty ? nil : text
  }

  /// The values of a multi-valued text of ASCII letters.
  func strings(_ tag: DICOMTag) -> [String] {
    guard let element = element(tag), !element.value.isEmpty else { return [] }
    return bytes[element.value].split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map(Self.ascii)
  }

  /// Text for people, on one line, at most 120 letters; nil where it is absent or empty.
  func text(_ tag: DICOMTag) -> String? {
    guard let element = element(tag) else { return nil }
    let raw = Self.trimmed(bytes[element.value])
    guard !raw.isEmpty else { return nil }
    let text = decoded(raw).filter { !$0.isNewline && $0 != "\0" && $0 != "\u{1b}" }.prefix(120)
    return text.isEmpty ? nil : String(text)
  }

  /// Text of any length as it stands, to be written into another object; empty where it is absent.
  func whole(_ tag: DICOMTag) -> String {
    guard let element = element(tag) else { return "" }
    return decoded(Self.trimmed(bytes[element.value]))
  }

  private func decoded(_ raw: ArraySlice<UInt8>) -> String {
    if raw.allSatisfy({ $0 < 0x80 && $0 != 0x1b }) || characterSet.contains("ISO_IR 192") {
      return String(decoding: raw, as: UTF8.self)
    }
    var text: UnsafeMutablePointer<CChar>?
    let status = raw.withUnsafeBufferPointer { buffer -> dcmtk_codec_status in
      guard let base = buffer.baseAddress else { return DCMTK_CODEC_DAMAGED }
      return dcmtk_codec_utf8(characterSet, base, buffer.count, &text)
    }
    defer { dcmtk_codec_free_text(text) }
    if status == DCMTK_CODEC_OK, let text { return String(cString: text) }
    // Letters that no character set explains are marked, not guessed.
    return String(decoding: raw, as: UTF8.self)
  }

  /// Numbers, as text or binary, as the file or else the standard (`assumed`) represents them; none where the element
  /// is absent or empty. Throws `.damaged` for what is no number.
  func numbers(_ tag: DICOMTag, as assumed: DICOMElement.Representation = "DS") throws -> [Double] {
    guard let element = element(tag), !element.value.isEmpty else { return [] }
    let isStated = element.representation != .none && element.representation != .unknown
    let representation = isStated ? element.representation : assumed
    let isBigEndian = isStated ? encoding.isBigEndian : element.representation == .none && encoding.isBigEndian
    func values<Raw: FixedWidthInteger>(_ type: Raw.Type, _ number: (Raw) -> Double) throws -> [Double] {
      let width = MemoryLayout<Raw>.size
      guard element.value.count.isMultiple(of: width) else {
        throw ElementReader.damage(
          tag.number, element.value.lowerBound, "its \(element.value.count) bytes hold no whole number of values")
      }
      return stride(from: element.value.lowerBound, to: element.value.upperBound, by: width).map { at in
        var raw: Raw = 0
        for place in 0..<width {
          raw = raw << 8 | Raw(truncatingIfNeeded: bytes[isBigEndian ? at + place : at + width - 1 - place])
        }
        return number(raw)
      }
    }
    switch representation {
    case "DS", "IS": return try decimals(element, tag)
    case "US": return try values(UInt16.self) { Double($0) }
    case "SS": return try values(UInt16.self) { Double(Int16(bitPattern: $0)) }
    case "UL": return try values(UInt32.self) { Double($0) }
    case "SL": return try values(UInt32.self) { Double(Int32(bitPattern: $0)) }
    case "FL": return try values(UInt32.self) { Double(Float(bitPattern: $0)) }
    case "FD": return try values(UInt64.self) { Double(bitPattern: $0) }
    default:
      throw ElementReader.damage(
        tag.number, element.value.lowerBound, "it is represented as something else than numbers")
    }
  }

  private func decimals(_ element: DICOMElement, _ tag: DICOMTag) throws -> [Double] {
    guard let values = DecimalText.numbers(in: bytes, element.value) else {
      throw ElementReader.damage(tag.number, element.value.lowerBound, "it holds what is no finite decimal number")
    }
    return values
  }

  /// A single number; nil where the element is absent or empty.
  func number(_ tag: DICOMTag, as assumed: DICOMElement.Representation = "DS") throws -> Double? {
    try numbers(tag, as: assumed).first
  }

  /// A whole number; nil where the element is absent or empty.
  func integer(_ tag: DICOMTag, as assumed: DICOMElement.Representation = "US") throws -> Int? {
    guard let value = try number(tag, as: assumed) else { return nil }
    guard let whole = Int(exactly: value) else {
      throw ElementReader.damage(tag.number, element(tag)?.value.lowerBound ?? 0, "it is no whole number")
    }
    return whole
  }

  /// Some finite numbers, as many as must be there; nil where the element is absent or empty.
  func vector(_ tag: DICOMTag, count: Int, as assumed: DICOMElement.Representation = "DS") throws -> [Double]? {
    let values = try numbers(tag, as: assumed)
    guard !values.isEmpty else { return nil }
    guard values.count == count, values.allSatisfy(\.isFinite) else {
      throw ElementReader.damage(
        tag.number, element(tag)?.value.lowerBound ?? 0,
        "it must hold \(count) finite numbers and holds \(values.count)")
    }
    return values
  }

  /// Throws `.damaged` where an element that must be there is not.
  func needed<Value>(_ tag: DICOMTag, _ value: Value?) throws -> Value {
    guard let value else {
      throw ReadError(
        code: .damaged, message: "\(tag) is missing or empty, which this kind of object cannot do without.")
    }
    return value
  }
}
