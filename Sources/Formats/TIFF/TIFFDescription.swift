/// What programs write into ImageDescription of lengths and of what the pages are: ImageJ's lines, or OME's XML.
/// Nothing else of it is read; it may name people and places.
struct TIFFDescription {
  /// Slices, channels and times that the pages are; nil where the text does not say.
  private let counts: (slices: Int?, channels: Int?, times: Int?)
  /// Millimetres between pixels along i, j and k as the text gives them.
  private let lengths: (x: Double?, y: Double?, z: Double?)
  /// Millimetres per unit of the resolution tags, as ImageJ means them.
  private let unit: Double?

  private static let millimetres: [String: Double] = [
    "mm": 1, "millimeter": 1, "millimetre": 1, "cm": 10, "m": 1000, "um": 1e-3, "µm": 1e-3, "μm": 1e-3, "micron": 1e-3,
    "micrometer": 1e-3, "\\u00b5m": 1e-3, "nm": 1e-6, "inch": 25.4, "in": 25.4,
  ]

  init(_ text: String?) {
    let text = String((text ?? "").prefix(1 << 20))
    if text.hasPrefix("ImageJ=") {
      var fields: [String: String] = [:]
      for line in text.split(whereSeparator: \.isNewline) {
        let parts = line.split(separator: "=", maxSplits: 1)
        if parts.count == 2 { fields[parts[0].lowercased()] = String(parts[1][...].trimmed) }
      }
      counts = (
        fields["slices"].flatMap { Int($0) }, fields["channels"].flatMap { Int($0) },
        fields["frames"].flatMap { Int($0) }
      )
      unit = fields["unit"].flatMap { Self.millimetres[$0.lowercased()] }
      let z = fields["spacing"].flatMap { Double(decimal: $0) }
      lengths = (nil, nil, unit.flatMap { unit in z.map { abs($0) * unit } })
    } else if let pixels = Self.element("Pixels", in: text) {
      func count(_ name: String) -> Int? { Self.attribute(name, in: pixels).flatMap { Int($0) } }
      func length(_ axis: String) -> Double? {
        guard let value = Self.attribute("PhysicalSize\(axis)", in: pixels).flatMap({ Double(decimal: $0) }) else {
          return nil
        }
        // Micrometres are the schema's default.
        let name = Self.attribute("PhysicalSize\(axis)Unit", in: pixels) ?? "µm"
        return Self.millimetres[name].map { $0 * value }
      }
      counts = (count("SizeZ"), count("SizeC"), count("SizeT"))
      lengths = (length("X"), length("Y"), length("Z"))
      unit = nil
    } else {
      (counts, lengths, unit) = ((nil, nil, nil), (nil, nil, nil), nil)
    }
  }

  /// Throws `.notAMask` for pages that are channels or times, and `.damaged` where there are fewer slices than the text
  /// counts.
  func check(pages: Int) throws {
    for (count, what) in [(counts.channels, "channels"), (counts.times, "times")] {
      // Samples of one page are channels as well.
      guard let count, count > 1, pages > 1, pages.isMultiple(of: count) else { continue }
      throw ReadError(
        code: .notAMask, message: "the pages are \(count) \(what) of a volume; save one volume per file.")
    }
    guard let slices = counts.slices, slices > 0, slices != pages else { return }
    throw ReadError(
      code: pages < slices ? .truncated : .damaged,
      message: "the description counts \(slices) slices, the file has \(pages) pages. Copy or export it again.")
  }

  /// The spacing; nil where it is not known along i and j. Between pages 1 where there is a single one.
  ///
  /// - Parameter resolution: pixels per unit. Without ImageJ's unit they say how large a print is, not what was
  ///   scanned.
  func spacing(pages: Int, resolution: (x: Double, y: Double)) -> SIMD3<Double>? {
    var (x, y) = (lengths.x, lengths.y)
    if let unit, resolution.x > 0, resolution.y > 0 { (x, y) = (unit / resolution.x, unit / resolution.y) }
    guard let x, let y, let z = pages == 1 ? lengths.z ?? 1 : lengths.z else { return nil }
    let all = SIMD3(x, y, z)
    return (0..<3).allSatisfy { all[$0].isFinite && all[$0] > 0 } ? all : nil
  }

  /// The attributes of the first element of a name.
  private static func element(_ name: String, in xml: String) -> Substring? {
    for part in xml.split(separator: "<") {
      let local = part.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
      if local == name || local.hasSuffix(":\(name)") { return part.dropFirst(local.count).prefix { $0 != ">" } }
    }
    return nil
  }

  private static func attribute(_ name: String, in tag: Substring) -> String? {
    var rest = tag
    while let equals = rest.firstIndex(of: "=") {
      let key = rest[..<equals].trimmed
      let value = rest[rest.index(after: equals)...].drop(while: \.isWhitespace)
      guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
      let text = value.dropFirst().prefix { $0 != quote }
      if key == name { return String(text) }
      rest = value.dropFirst(text.count + 2)
    }
    return nil
  }
}
