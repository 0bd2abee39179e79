package import Volume

/// One number of the boundary evidence of a structure, in each channel. The numbers are defined, and declared for the
/// catalogue, in files of their own. Cost: that of `BoundaryEvidence`.
package struct BoundaryMeasure: StructureMeasure {
  package let structure: StructurePlace
  package let number: BoundaryNumber

  package init(structure: StructurePlace, number: BoundaryNumber) {
    self.structure = structure
    self.number = number
  }

  package func value(in scene: Scene) -> ByChannel {
    ByChannel(scene[BoundaryEvidence(structure: structure)], number)
  }

  /// The entry of a number, whose value for policies is that of the luminance; with `_lab_a` and `_lab_b` after its
  /// name it is that of CIELAB's a* and b*, undefined in images without colour.
  ///
  /// - Parameters:
  ///   - words: See `MeasureNumber.words`.
  ///   - name: What policies call the number, where it is not what `--measures` calls the measure.
  static func entry(
    _ number: BoundaryNumber, _ definition: String, unit: String = "", _ quantity: MeasuredQuantity, _ words: String,
    _ traits: Set<MeasureNumber.Trait> = [], name: String? = nil
  ) -> MeasureEntry {
    MeasureEntry(
      .structure { BoundaryMeasure(structure: $0, number: number) }, name: number.rawValue, fields: ["boundary"],
      unit: unit, cost: .image, needsImage: true, definition: definition,
      numbers: [
        .init(name ?? number.rawValue, quantity, words, traits) { $0.luminance },
        .init("\(name ?? number.rawValue)_lab_a", quantity, "\(words), by the colour from green to red", traits) {
          $0[.labA]
        },
        .init("\(name ?? number.rawValue)_lab_b", quantity, "\(words), by the colour from blue to yellow", traits) {
          $0[.labB]
        },
      ],
      reported: { value, _ in fields(of: value, number) })
  }

  /// `boundary.CHANNEL.NAME`; all of `boundary` is undefined where nothing could be measured.
  private static func fields(of value: ByChannel, _ number: BoundaryNumber) -> [ReportedField] {
    guard !value.channels.isEmpty else { return [.init("boundary", .undefined)] }
    let channels = value.channels.map { channel in
      ReportedField(FieldName(channel.rawValue), [number.field: .number(value[channel])])
    }
    return [.init("boundary", .group(channels))]
  }
}
